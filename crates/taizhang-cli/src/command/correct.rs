//! `correct`: a red-letter reversal, with or without the entry that replaces what was wrong.

use clap::Args;
use taizhang_ledger::core::book::{Command, Payment};
use taizhang_ledger::core::event::{Disbursement, Event, Recorded};

use super::recorded::record_and_report;
use super::show::PlaceArg;
use crate::ExitCode;
use crate::error::{Failure, Problem};
use crate::session::Session;
use crate::values::Reader;

/// Arguments of `correct`.
#[derive(Args, Debug)]
pub(crate) struct CorrectArgs {
    /// 要冲销的事件序号，或支付的凭证号
    #[arg(value_name = "事件")]
    event: PlaceArg,
    /// 原因
    #[arg(long, value_name = "原因")]
    reason: String,
    /// 业务日期（默认今天）
    #[arg(long, value_name = "日期")]
    date: Option<String>,
    /// 更正后的金额，必须带单位；给出任一更正项即同时登记更正后的支付
    #[arg(long, value_name = "金额")]
    amount: Option<String>,
    /// 更正后的指标
    #[arg(long, value_name = "指标")]
    line: Option<String>,
    /// 更正后的经济科目
    #[arg(long = "econ", value_name = "科目")]
    economic: Option<String>,
    /// 更正后的收款人
    #[arg(long, value_name = "收款人")]
    payee: Option<String>,
    /// 更正后的摘要
    #[arg(long, value_name = "摘要")]
    memo: Option<String>,
    /// 更正后支付的凭证号（默认同原凭证号）
    #[arg(long, value_name = "凭证号")]
    voucher: Option<String>,
}

impl CorrectArgs {
    const fn replaces(&self) -> bool {
        self.amount.is_some()
            || self.line.is_some()
            || self.economic.is_some()
            || self.payee.is_some()
            || self.memo.is_some()
            || self.voucher.is_some()
    }
}

pub(crate) fn run(args: &CorrectArgs, session: &mut Session<'_, '_>) -> Result<ExitCode, Failure> {
    record_and_report(session, args.date.as_deref(), |reader, ledger| {
        let target = args.event.find(reader, ledger).map(|event| event.recorded);
        let replacement = match &target {
            Some(target) if args.replaces() => Some(replacement(args, reader, target)?),
            _ => None,
        };
        let reversal = Command::Reverse { target: Box::new(target?), reason: args.reason.clone() };
        Some(std::iter::once(reversal).chain(replacement.map(Command::Disburse)).collect())
    })
}

/// The wrong payment with what was given in its place.
fn replacement(args: &CorrectArgs, reader: &mut Reader, target: &Recorded) -> Option<Payment> {
    let Event::DisbursementMade(wrong) = &target.event else {
        reader.refuse(Problem::new(
            format!("第 {} 号事件不是支付，不能带更正项", target.sequence),
            "金额、指标、科目等更正项只用于支付",
            "去掉更正项只做冲销，再用相应的命令重新登记",
        ));
        return None;
    };
    let amount = reader.optional(args.amount.as_deref(), |r, text| r.amount("--amount", text));
    let line = reader.optional(args.line.as_deref(), Reader::id);
    let economic = reader.optional(args.economic.as_deref(), Reader::code);
    let was: Disbursement = wrong.clone();
    let text = |given: &Option<String>, was: String| given.clone().unwrap_or(was);
    Some(Payment {
        line: line.unwrap_or_else(|| was.line.id.clone()),
        economic: Some(economic.unwrap_or(was.economic)),
        amount: amount.unwrap_or(was.amount),
        payee: text(&args.payee, was.payee),
        voucher: text(&args.voucher, was.voucher),
        payment_id: was.payment_id,
        memo: text(&args.memo, was.memo),
        method: was.method,
        three_public: was.three_public,
        procurement: was.procurement,
        activity: was.activity,
    })
}
