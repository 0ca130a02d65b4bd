//! Words of receipts that give a payment back.

use taizhang_ledger::Unmatched;

use crate::error::Problem;

/// Why such a row is asked about.
pub(crate) const GIVES_BACK: &str = "收进来的钱说是冲正、退汇、退票、退回或退款：原来那笔没有付成或退了回来，不登记就多记了支出；也可能只是一笔收入，程序不猜";

/// Why a row is asked about that received what was paid to the same name, and says nothing of a return.
pub(crate) const RECEIVED_AGAIN: &str = "先付后收，户名、金额都相同：可能是付的钱退了回来，不登记就多记了支出；也可能只是一笔收入，程序不猜";

/// What helps where it gives back what can be named.
pub(crate) fn given_back_remedy(accepted: &str) -> String {
    format!(
        "是那一笔退回来的：加 --accept-row {accepted}（登记为退回；全部接受用 --accept-doubtful）；是收入、没有冲回支付的：\
         加 --only-new 略过；退的是别的支付：略过以后运行 taizhang list payments 看序号，用 taizhang refund 序号 登记"
    )
}

/// Words of such a row whose payment cannot be told; none where the reason lies elsewhere.
pub(crate) fn unmatched_receipt(unmatched: &Unmatched) -> Option<Problem> {
    let what = match unmatched {
        Unmatched::Nothing { .. } => "找不到它退回的支付",
        Unmatched::Several { .. } => "有几笔支付都可能是它退回的",
        Unmatched::NotEntered(_) => return None,
    };
    Some(Problem::new(
        format!("说是退回来的钱，{what}"),
        GIVES_BACK,
        "原支付还没有登记的：先导入原支付；是收入、没有冲回支付的：加 --only-new 略过；知道退的是哪一笔的：\
         略过以后运行 taizhang list payments 看序号，用 taizhang refund 序号 登记",
    ))
}
