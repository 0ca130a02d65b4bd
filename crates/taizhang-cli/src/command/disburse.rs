//! `disburse`: a payment.

use clap::{Args, ValueEnum};
use taizhang_ledger::Ledger;
use taizhang_ledger::core::Ratio;
use taizhang_ledger::core::book::{AsOf, Command, Payment};
use taizhang_ledger::core::event::{Event, PaymentMethod, ThreePublic};
use taizhang_ledger::core::figure::Measure;
use taizhang_ledger::core::ids::LineId;
use taizhang_ledger::core::money::with_thousands;

use super::recorded::{record, report};
use crate::ExitCode;
use crate::error::Failure;
use crate::session::Session;
use crate::values::Reader;

/// Arguments of `disburse`.
#[derive(Args, Debug)]
pub(crate) struct DisburseArgs {
    /// 金额，必须带单位，如 1234.50元、0.2万元
    #[arg(value_name = "金额")]
    amount: String,
    /// 从哪个指标支付
    #[arg(long, value_name = "指标")]
    line: String,
    /// 部门经济分类科目（款；默认取指标的科目）
    #[arg(long = "econ", value_name = "科目")]
    economic: Option<String>,
    /// 收款人
    #[arg(long, value_name = "收款人")]
    payee: String,
    /// 凭证号
    #[arg(long, value_name = "凭证号")]
    voucher: String,
    /// 摘要
    #[arg(long, value_name = "摘要")]
    memo: String,
    /// 业务日期（默认今天）
    #[arg(long, value_name = "日期")]
    date: Option<String>,
    /// 支付方式
    #[arg(long, value_name = "方式", default_value = "direct")]
    method: MethodArg,
    /// 属于哪种三公经费
    #[arg(long, value_name = "三公")]
    three_public: Option<ThreePublicArg>,
    /// 属于政府采购
    #[arg(long)]
    procurement: bool,
    /// 用于哪个活动
    #[arg(long, value_name = "活动")]
    activity: Option<String>,
}

/// Payment methods on the command line.
#[derive(Clone, Copy, Debug, ValueEnum)]
enum MethodArg {
    /// 财政直接支付
    #[value(alias = "财政直接支付", alias = "直接支付")]
    Direct,
    /// 财政授权支付
    #[value(alias = "财政授权支付", alias = "授权支付")]
    Authorised,
    /// 实拨资金
    #[value(alias = "实拨资金", alias = "实拨")]
    Transfer,
}

impl From<MethodArg> for PaymentMethod {
    fn from(method: MethodArg) -> Self {
        match method {
            MethodArg::Direct => Self::Direct,
            MethodArg::Authorised => Self::Authorised,
            MethodArg::Transfer => Self::Transfer,
        }
    }
}

/// Kinds of 三公经费 on the command line.
#[derive(Clone, Copy, Debug, ValueEnum)]
enum ThreePublicArg {
    /// 因公出国（境）费
    #[value(alias = "因公出国（境）费", alias = "因公出国")]
    OverseasTravel,
    /// 公务用车购置费
    #[value(alias = "公务用车购置费")]
    VehiclePurchase,
    /// 公务用车运行维护费
    #[value(alias = "公务用车运行维护费")]
    VehicleOperation,
    /// 公务接待费
    #[value(alias = "公务接待费")]
    OfficialReception,
}

impl From<ThreePublicArg> for ThreePublic {
    fn from(kind: ThreePublicArg) -> Self {
        match kind {
            ThreePublicArg::OverseasTravel => Self::OverseasTravel,
            ThreePublicArg::VehiclePurchase => Self::VehiclePurchase,
            ThreePublicArg::VehicleOperation => Self::VehicleOperation,
            ThreePublicArg::OfficialReception => Self::OfficialReception,
        }
    }
}

pub(crate) fn run(args: &DisburseArgs, session: &mut Session<'_, '_>) -> Result<ExitCode, Failure> {
    let (ledger, outcome) = record(session, args.date.as_deref(), |reader, _| {
        payment(args, reader).map(|payment| vec![Command::Disburse(payment)])
    })?;
    let code = report(session, &outcome)?;
    if !session.ui.wants_json() && !session.global.dry_run {
        for recorded in &outcome.events {
            if let Event::DisbursementMade(payment) = &recorded.event {
                let balance = balance_text(&ledger, &payment.line.id)?;
                session.ui.hint(balance);
                warn(session, &ledger, recorded.sequence.get());
            }
        }
    }
    Ok(code)
}

/// Says what the checks find strange about a payment that was just recorded: its document came
/// later, or it seems to be recorded twice. Both can be so, hence nothing is refused.
fn warn(session: &mut Session<'_, '_>, ledger: &Ledger, sequence: u64) {
    let found = ledger.book().and_then(|book| ledger.check(book, AsOf::default()));
    // A form pack that cannot be used is told by `check`; the payment is recorded.
    let about = found.unwrap_or_default().into_iter().filter(|finding| {
        ["DATE", "DUP"].contains(&finding.code.as_str()) && finding.events.contains(&sequence)
    });
    for finding in about {
        session.ui.warn(format!("{} {}", finding.code, finding.message));
        session.ui.hint(finding.remedy);
    }
}

fn payment(args: &DisburseArgs, reader: &mut Reader) -> Option<Payment> {
    let amount = reader.amount("金额", &args.amount);
    let line = reader.id(&args.line);
    let economic = reader.optional(args.economic.as_deref(), Reader::code);
    let activity = reader.optional(args.activity.as_deref(), Reader::id);
    Some(Payment {
        line: line?,
        economic,
        amount: amount?,
        payee: args.payee.clone(),
        voucher: args.voucher.clone(),
        payment_id: None,
        memo: args.memo.clone(),
        method: args.method.into(),
        three_public: args.three_public.map(Into::into),
        procurement: args.procurement,
        activity,
    })
}

/// Says what is left on a line after a payment.
pub(super) fn balance_text(ledger: &Ledger, line: &LineId) -> Result<String, Failure> {
    let book = ledger.book()?;
    let final_budget = book.line_total(line, Measure::FINAL_BUDGET)?;
    let outturn = book.line_total(line, Measure::OUTTURN)?;
    let rate = Ratio::new(outturn.yuan(), final_budget.yuan(), "全年预算数");
    let name = book.line(line).map_or("", |line| line.name.as_str());
    Ok(format!(
        "指标 {line} {name} 可用余额 {} 元，执行率 {}（占{}）",
        with_thousands(&book.available(line)?.to_string()),
        rate.percent_text(2),
        rate.base()
    ))
}
