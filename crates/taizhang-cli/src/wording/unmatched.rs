//! Words of returns and reversals whose payments cannot be told.

use taizhang_ledger::Unmatched;

use super::list;
use crate::error::Problem;

/// Words of a return or reversal whose payment cannot be told.
pub(crate) fn unmatched_problem(unmatched: &Unmatched) -> Problem {
    let named = |number: &str| {
        if number.is_empty() {
            "没有写明原凭证号".to_owned()
        } else {
            format!("原凭证 {number}")
        }
    };
    // What the file itself enters has no place in the ledger before it is entered.
    let by_hand = "给这一行补上原凭证号、指标或收款人再导入；文件改不了的，先加 --only-new 导入其余的行，\
         再运行 taizhang list payments 看序号，用 taizhang refund 序号（退回）或 taizhang correct 序号（红字）指明是哪一笔";
    match unmatched {
        Unmatched::Nothing { number } => Problem::new(
            format!("找不到要冲回的支付（{}）", named(number)),
            "没有一笔未冲销的支付与它的号、指标、科目相合而金额够冲回；红字要与原支付金额相同",
            "核对原凭证号和金额；原支付还没有登记的，先导入原支付",
        ),
        Unmatched::Several { number, known, has_more } => {
            let known: Vec<String> =
                known.iter().map(|sequence| format!("第 {sequence} 号")).collect();
            let known = match (known.as_slice(), has_more) {
                ([], false) => "都在这次导入的文件里".to_owned(),
                ([], true) => "有很多笔，不一一列出".to_owned(),
                (known, false) => format!("台账里有 {}", list(known)),
                (known, true) => format!("台账里有 {} 等很多笔", list(known)),
            };
            Problem::new(
                format!("有几笔支付都可能是要冲回的那一笔（{}）", named(number)),
                format!("号、指标、科目、金额都相合，程序不猜；{known}"),
                by_hand,
            )
        }
        Unmatched::NotEntered(row) => Problem::new(
            format!("它冲回的第 {} 行没有入账", row.row),
            "那一行被拒绝或需要确认",
            "先处理那一行",
        ),
    }
}
