//! `refund`: money of an earlier payment that came back.

use clap::Args;
use taizhang_ledger::core::book::Command;

use super::recorded::record_and_report;
use super::show::PlaceArg;
use crate::ExitCode;
use crate::error::Failure;
use crate::session::Session;

/// Arguments of `refund`.
#[derive(Args, Debug)]
pub(crate) struct RefundArgs {
    /// 原支付的序号或凭证号
    #[arg(value_name = "原支付")]
    payment: PlaceArg,
    /// 退回金额，必须带单位
    #[arg(value_name = "金额")]
    amount: String,
    /// 退回的凭证号
    #[arg(long, value_name = "凭证号")]
    voucher: String,
    /// 退回原因
    #[arg(long, value_name = "原因")]
    reason: String,
    /// 业务日期（默认今天）
    #[arg(long, value_name = "日期")]
    date: Option<String>,
}

pub(crate) fn run(args: &RefundArgs, session: &mut Session<'_, '_>) -> Result<ExitCode, Failure> {
    record_and_report(session, args.date.as_deref(), |reader, ledger| {
        let target = args.payment.find(reader, ledger);
        let amount = reader.amount("金额", &args.amount);
        Some(vec![Command::ReturnDisbursement {
            target: Box::new(target?.recorded),
            amount: amount?,
            voucher: args.voucher.clone(),
            reason: args.reason.clone(),
        }])
    })
}
