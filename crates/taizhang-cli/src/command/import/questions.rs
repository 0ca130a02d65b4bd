//! What rows say of themselves and a person must decide, in words.

use taizhang_ledger::core::quotation::quoted;
use taizhang_ledger::import::draft::RowRef;
use taizhang_ledger::import::field::Field;
use taizhang_ledger::import::kind::{Kind, lessens};
use taizhang_ledger::import::months;
use taizhang_ledger::import::question::Question;
use taizhang_ledger::{ImportPreview, Judged};

use super::obstacles::rows_of;
use crate::wording::{GIVES_BACK, RECEIVED_AGAIN, STRUCK_OUT, runs};

/// Says why it cannot be told what such a row is.
pub(super) fn reason(found: &ImportPreview, question: Question) -> &'static str {
    match question {
        Question::Unsettled if found.kind != Kind::Payments => {
            "状态没有说这份文件已经批下来：可能还在审批、没有通过，或已退回"
        }
        Question::SeveralRows => "同一天的一类只登记一个数：各部门的要相加，写重了的不能加",
        Question::Lessened(_) => {
            "资产按类登记现有的总数：处置了一部分的，原值可能还是处置以前的，那就多登记了"
        }
        Question::Unsettled => "状态没有说这一笔已经办成：可能已退款、已关闭、失败，或还在处理",
        Question::StruckOut(_) => STRUCK_OUT,
        Question::OtherMonth => {
            "写明的日期（--set 日期=）与表写的月份不同：可能日期写错了，也可能拿错了文件"
        }
        Question::CarriedOn(_) => {
            "说的是结转、上缴或收回，钱没有付给谁；结转年结时自动算，收回用 taizhang adjust --kind withdraw 登记"
        }
        Question::Told(_) if found.kind == Kind::Activities => {
            "它说的像是没有办，或已经取消；办了的才登记，没有办的会算进活动和人数"
        }
        Question::Told(_) if found.kind != Kind::Payments => {
            "它说的像是没有批下来，或已经取消、作废；批下来的才登记"
        }
        Question::Told(_) => {
            "这一列没有用到，可它说的像是没有付成、退了回来，或不是支付的单据；退回、冲销的金额要写成负数"
        }
        Question::Void(_) => "写着作废、冲销、退票一类的字：可能没有付成，或已经作废、退了回来",
        Question::NamesOriginal => {
            "写明了冲回哪张凭证，金额却是正数，会登记成又付了一笔；退回、冲销的金额要写成负数"
        }
        Question::Reverses => {
            "说的像是冲销、退回或更正，金额却是正数，会登记成又付了一笔；退回、冲销的金额要写成负数"
        }
        Question::SaysSum(_) => {
            "像是小计、合计，不是一笔支付：它所合计的各行另外登记，再登记它就付了两次"
        }
        Question::Sums { .. } if found.kind != Kind::Payments => {
            "像是这几行的汇总，这几行是它的下级：都登记，预算就多了一倍；也可能是碰巧相等的另一个指标"
        }
        Question::Sums { .. } => {
            "像是这几行的小计：这几行另外登记，再登记它就付了两次；也可能是碰巧相等的另一笔"
        }
        Question::GivesBack { told: None, .. } => RECEIVED_AGAIN,
        Question::GivesBack { .. } => GIVES_BACK,
        Question::OwnUnit => "钱在本单位自己的账户之间划转的不是支出；不能断定是划转还是支付",
    }
}

/// Says what a row says of itself.
pub(super) fn words(found: &ImportPreview, judged: &Judged, question: Question) -> String {
    let row = judged.row;
    match question {
        Question::Unsettled => {
            // The rows of a virement may be of several states.
            let rows = std::iter::once(&row).chain(&judged.others);
            let mut states: Vec<String> = rows.map(|row| said(found, *row, Field::State)).collect();
            states.dedup();
            format!("状态是“{}”", states.join("、"))
        }
        Question::StruckOut(position) => {
            format!("{}划着删除线", header(found, row, position).unwrap_or_default())
        }
        Question::SeveralRows => {
            let rows = rows_of(found, judged);
            format!("有 {} 行（{}），没有写各是哪个部门的", rows.len(), runs(&rows))
        }
        Question::Lessened(position) => {
            let header = header(found, row, position).unwrap_or_default();
            format!("所在的一类，{header}在第 {} 行有数", runs(&lessened(found, judged, position)))
        }
        Question::OtherMonth => {
            let table = found.sources.get(row.source).map(|source| &source.table);
            let words = table.and_then(months::words_of).unwrap_or_default();
            let words = quoted(&words);
            format!("的日期不在{words}写的月份里")
        }
        Question::Told(position) => {
            let header = header(found, row, position).unwrap_or_default();
            match written(found, row, position).unwrap_or_default().as_str() {
                "" => format!("{header}空着，多数行都有"),
                written => format!("{header}是“{written}”"),
            }
        }
        Question::GivesBack { told: None, of } => {
            let of = of.map(|of| format!("第 {of} 行")).unwrap_or_default();
            format!("是收进来的，户名、金额与{of}付出的相同")
        }
        Question::GivesBack { told: Some(told), of } => {
            let header = header(found, row, told).unwrap_or_default();
            let said = written(found, row, told).unwrap_or_default();
            let of = of.map(|of| format!("，像是退回第 {of} 行付的")).unwrap_or_default();
            format!("是收进来的，{header}是“{said}”{of}")
        }
        Question::NamesOriginal => {
            format!("原凭证号是“{}”", said(found, row, Field::OriginalVoucher))
        }
        Question::Reverses => format!("摘要是“{}”", said(found, row, Field::Memo)),
        Question::OwnUnit => format!("收款人是本单位（{}）", said(found, row, Field::Payee)),
        Question::Sums { first, last } => {
            format!("的金额正好等于第 {first}–{last} 行相加")
        }
        Question::CarriedOn(field) | Question::SaysSum(field) | Question::Void(field) => {
            format!("{}是“{}”", field.name(), said(found, row, field))
        }
    }
}

/// Returns the rows of a class of assets that have a number in a column of what went.
fn lessened(found: &ImportPreview, judged: &Judged, position: usize) -> Vec<u32> {
    let table = found.sources.get(judged.row.source).map(|source| &source.table);
    let mut rows = rows_of(found, judged);
    rows.retain(|row| table.is_some_and(|table| lessens(table, *row, position)));
    rows
}

/// Returns the header of a column, in quotes.
fn header(found: &ImportPreview, row: RowRef, position: usize) -> Option<String> {
    let column = found.sources.get(row.source)?.table.columns.get(position)?;
    Some(format!("“{}”", column.name))
}

/// Returns what a row says in a column, be it by a merge.
fn written(found: &ImportPreview, row: RowRef, position: usize) -> Option<String> {
    let table = &found.sources.get(row.source)?.table;
    let row = table.row(row.row)?;
    Some(table.said(row, position).to_string().trim().to_owned())
}

/// Returns what a row says in a field.
fn said(found: &ImportPreview, row: RowRef, field: Field) -> String {
    let said = found.sources.get(row.source).and_then(|source| {
        let column = source.mapping.column(&source.table, field);
        let row = source.table.row(row.row)?;
        let cell = column.map(|column| row.cell(column.position).to_string().trim().to_owned());
        cell.filter(|cell| !cell.is_empty())
            .or_else(|| source.mapping.constants.get(&field).cloned())
    });
    said.unwrap_or_default()
}
