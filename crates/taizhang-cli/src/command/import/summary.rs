//! How files were read and what their rows sum to, in lines.

use rust_decimal::Decimal;
use taizhang_ledger::core::Money;
use taizhang_ledger::core::money::with_thousands;
use taizhang_ledger::import::draft::Source;
use taizhang_ledger::import::field::Field;
use taizhang_ledger::import::mapping::Part;
use taizhang_ledger::import::origin::{Origin, OwnKind};
use taizhang_ledger::import::table::{Aside, SetAside};
use taizhang_ledger::import::unused;
use taizhang_ledger::{ImportPreview, Judged, Totals, Verdict};

use super::obstacles::rows_of;
use super::preview::Counts;
use crate::wording;

pub(super) fn counts(found: &ImportPreview) -> Counts {
    let refused = found.count(Verdict::is_refused);
    Counts {
        new: found.count(|verdict| matches!(verdict, Verdict::New)),
        known: found.count(|verdict| matches!(verdict, Verdict::Known(_))),
        doubtful: found.count(|verdict| matches!(verdict, Verdict::Doubtful(_))),
        refused: refused.saturating_add(found.drafts.refused.len()),
        set_aside: found.sources.iter().map(|source| beside(source).count()).sum(),
    }
}

/// Rows that are no payments, but money all the same.
fn beside(source: &Source) -> impl Iterator<Item = &SetAside> {
    source.table.set_aside.iter().filter(|aside| aside.reason.moves_money())
}

/// Says how a file was read: its format, its header, its unit.
fn first_line(source: &Source) -> String {
    let Source { table, mapping, profile } = source;
    let mut how = vec![table.reading.format.to_owned()];
    how.extend(table.reading.encoding.map(str::to_owned));
    how.extend(table.reading.delimiter.map(|delimiter| match delimiter {
        '\t' => "制表符分隔".to_owned(),
        other => format!("“{other}”分隔"),
    }));
    let sheet = table.sheet.as_ref().map(|sheet| format!(" 表“{sheet}”")).unwrap_or_default();
    let header: Vec<String> = table.header.iter().map(u32::to_string).collect();
    let header = if header.is_empty() {
        String::new()
    } else {
        format!("，表头在第 {} 行", header.join("、"))
    };
    let own = mapping.units.iter().filter_map(|(position, unit)| {
        let column = table.columns.get(*position)?;
        Some(format!("，“{}”{}", column.name, unit.name()))
    });
    let unit = mapping.unit.map(|unit| format!("，金额单位 {}", unit.name()));
    let unit = unit.into_iter().chain(own).collect::<String>();
    let by = if profile.is_some() { "，用记住的导入方案" } else { "" };
    format!("{}{sheet}（{}）{header}{unit}{by}", table.file, how.join("，"))
}

/// Says which columns fill which fields, and which nothing.
fn column_lines(source: &Source) -> Vec<String> {
    let Source { table, mapping, .. } = source;
    let constants =
        mapping.constants.iter().map(|(field, text)| format!("{}＝{text}", field.name()));
    if let Some(origin) = &table.origin {
        return own_lines(origin, constants);
    }
    let columns = mapping.columns.keys().filter_map(|field| {
        let column = mapping.column(table, *field)?;
        Some(format!("{}←{}", field.name(), column.name))
    });
    let amounts = mapping.parts.iter().filter_map(|part| amount_words(source, part));
    let columns = columns.chain(amounts).chain(constants);
    let columns = columns.collect::<Vec<_>>().join("  ");
    let mut lines = vec![format!("  各列：{columns}")];
    lines.extend(not_applied_line(source));
    let sums = mapping.sums.iter().filter_map(|sum| table.columns.get(sum.column.position));
    let sums: Vec<&str> = sums.map(|column| column.name.as_str()).collect();
    if !sums.is_empty() {
        lines.push(format!("  只用来核对、不登记的合计列：{}", sums.join("、")));
    }
    if !mapping.unused.is_empty() {
        lines.push(format!("  没有用到的列：{}", unused_words(source).join("、")));
    }
    lines
}

/// Names the columns that fill no field; of those of money, also what is left out with them.
fn unused_words(source: &Source) -> Vec<String> {
    let amounts = unused::amounts(source);
    let words = |header: &String| {
        let Some(left_out) = amounts.iter().find(|amounts| amounts.column == *header) else {
            return header.clone();
        };
        let unread = match left_out.unread {
            0 => String::new(),
            cells => format!("，另有 {cells} 格读不出"),
        };
        format!("{header}（合计 {}{unread}，没有登记）", in_yuan(left_out.sum))
    };
    source.mapping.unused.iter().map(words).collect()
}

/// Says which constants of the profile were not applied, since they describe another file.
fn not_applied_line(source: &Source) -> Option<String> {
    let constants = source.mapping.not_applied.iter();
    let constants: Vec<String> =
        constants.map(|(field, text)| format!("{}＝{text}", field.name())).collect();
    (!constants.is_empty()).then(|| {
        format!(
            "  导入方案里的 {} 是以前一个文件的，没有采用；这个文件也是这样的，用 --set 写明",
            constants.join("  ")
        )
    })
}

/// Says of a file whose rows are no payments what its own columns, or accounts, become.
fn own_lines(origin: &Origin, constants: impl Iterator<Item = String>) -> Vec<String> {
    let fields = origin.fields.iter().map(|(field, name)| format!("{}←{name}", field.name()));
    let own = origin.columns.iter().map(|column| {
        let sign = if column.is_subtracted { "（减）" } else { "" };
        let said = column.says.iter().map(|(field, text)| format!("{} {text}", field.name()));
        let said = said.collect::<Vec<_>>().join("，");
        let said = if said.is_empty() { "支付".to_owned() } else { said };
        format!("{}{sign}→{said}", column.name)
    });
    let word = match origin.kind {
        OwnKind::Columns => "各列",
        OwnKind::Accounts => "各科目",
    };
    let all: Vec<String> = own.chain(fields).chain(constants).collect();
    let mut lines = vec![format!("  {word}：{}", all.join("  "))];
    if !origin.left_out.is_empty() {
        lines.push(format!("  规则写明不由预算列支的列：{}", origin.left_out.join("、")));
    }
    lines
}

/// Says how a table was read, column by column, and what of it is no data.
pub(in crate::command) fn source_lines(source: &Source) -> Vec<String> {
    let table = &source.table;
    let mut lines = vec![first_line(source)];
    lines.extend(column_lines(source));
    if !table.reading.hidden_sheets.is_empty() {
        let sheets = table.reading.hidden_sheets.join("、");
        lines.push(format!(
            "  没有读隐藏的表：{sheets}（要读的用 --hidden read，或用 --sheet 写明）"
        ));
    }
    let unread = table.reading.unread.iter().map(|unread| match unread.amounts {
        0 => format!("{}（没有金额）", unread.sheet),
        amounts => format!("{}（{amounts} 行写着数）", unread.sheet),
    });
    let unread: Vec<String> = unread.collect();
    if !unread.is_empty() {
        lines.push(format!("  找不到表头、没有读的表：{}", unread.join("、")));
    }
    let below = table
        .aside_below()
        .filter(|aside| !aside.reason.moves_money() && aside.reason != Aside::Whole);
    let below: Vec<(u32, &str)> =
        below.map(|aside| (aside.row.number, wording::aside_text(aside.reason))).collect();
    if !below.is_empty() {
        lines.push(format!("  不作为数据的行：{}", aside_words(&below)));
    }
    for (word, why) in
        [(wording::INCOME, "不是支付"), (wording::NEITHER, "不是支付"), (wording::HIDDEN, "没有读")]
    {
        let rows = beside(source).filter(|aside| wording::aside_text(aside.reason) == word);
        let rows: Vec<u32> = rows.map(|aside| aside.row.number).collect();
        if !rows.is_empty() {
            lines.push(format!("  {word}，{why}：第 {}", wording::row_numbers(&rows)));
        }
    }
    let rows: Vec<u32> = table.given_back.keys().copied().collect();
    if !rows.is_empty() {
        lines.push(format!("  收入，像是退回的支付，按负数算：第 {}", wording::row_numbers(&rows)));
    }
    lines.extend(hidden_lines(source));
    if let Some(whole) = table.whole.as_ref().filter(|whole| whole.is_certain()) {
        let stated = with_thousands(&whole.stated.to_string());
        let parts = wording::whole_parts(whole);
        lines.push(format!(
            "  这张表是{parts}的合计（{stated} 元），没有登记；也要登记的逐张写 --sheet"
        ));
    }
    lines
}

/// How many rows that are no data are named one by one.
const MOST_ASIDE: usize = 16;

/// Names rows that are no data, each with why; many of them by what they are.
fn aside_words(rows: &[(u32, &str)]) -> String {
    if rows.len() <= MOST_ASIDE {
        let words = rows.iter().map(|(row, why)| format!("{row}（{why}）"));
        return words.collect::<Vec<_>>().join("、");
    }
    let mut reasons: Vec<(&str, Vec<u32>)> = Vec::new();
    for (row, why) in rows {
        match reasons.iter_mut().find(|(reason, _)| reason == why) {
            Some((_, rows)) => rows.push(*row),
            None => reasons.push((why, vec![*row])),
        }
    }
    let words =
        reasons.iter().map(|(why, rows)| format!("{why} 第 {}", wording::row_numbers(rows)));
    words.collect::<Vec<_>>().join("；")
}

/// Names what is hidden and was read all the same, or stands in no field.
fn hidden_lines(source: &Source) -> Vec<String> {
    let table = &source.table;
    let mut lines = Vec::new();
    let rows = table.rows.iter().map(|row| row.number);
    let rows: Vec<u32> = rows.filter(|row| table.hidden.holds(*row)).collect();
    if !rows.is_empty() {
        lines.push(format!("  隐藏，也读入：第 {}", wording::row_numbers(&rows)));
    }
    let columns = table.columns.iter();
    let columns = columns.filter(|column| {
        table.hidden.columns.contains(&column.position) && !column.name.is_empty()
    });
    let columns: Vec<&str> = columns.map(|column| column.name.as_str()).collect();
    if !columns.is_empty() {
        lines.push(format!("  隐藏的列：{}", columns.join("、")));
    }
    lines
}

/// Names one of several columns of amounts, with what it says: `金额←项目支出（指标＝2022-005）`.
fn amount_words(source: &Source, part: &Part) -> Option<String> {
    let column = source.table.columns.get(part.position)?;
    let said: Vec<String> =
        part.constants.iter().map(|(field, text)| format!("{}＝{text}", field.name())).collect();
    let said = if said.is_empty() { String::new() } else { format!("（{}）", said.join("，")) };
    Some(format!("{}←{}{said}", Field::Amount.name(), column.name))
}

pub(super) fn count_lines(found: &ImportPreview, totals: &Totals) -> Vec<String> {
    let counts = counts(found);
    let yuan = |amount: Money| with_thousands(&amount.to_string());
    let mut line = format!(
        "新增 {}  已入账 {}  需确认 {}  被拒绝 {}",
        counts.new, counts.known, counts.doubtful, counts.refused
    );
    if found.kind.money_fields().is_empty() {
        let is_other = |aside: &&SetAside| matches!(aside.reason, Aside::OtherUnit(_));
        let others = found.sources.iter().flat_map(beside).filter(is_other).count();
        let others = (others > 0)
            .then(|| format!("不是本单位的、没有导入：{} {others} 行", wording::OTHER_UNIT));
        return std::iter::once(line).chain(others).collect();
    }
    line = format!(
        "新增 {} 行 {} 元  已入账 {} 行 {} 元  需确认 {} 行 {} 元  被拒绝 {} 行 {} 元",
        counts.new,
        yuan(totals.new),
        counts.known,
        yuan(totals.known),
        counts.doubtful,
        yuan(totals.doubtful),
        counts.refused,
        yuan(totals.refused)
    );
    let unreadable = match totals.unreadable {
        0 => String::new(),
        count => format!("（另有 {count} 行金额读不出，不在其内）"),
    };
    let is_turned = found.sources.iter().any(|source| source.mapping.negative_pays);
    if counts.set_aside == 0 && !is_turned {
        return vec![line, format!("四项合计 {} 元，即文件各行合计{unreadable}", yuan(totals.all))];
    }
    let part = |word: &str| {
        let says = |aside: &&SetAside| wording::aside_text(aside.reason) == word;
        let rows = found.sources.iter().flat_map(|source| {
            let turned = source.mapping.negative_pays;
            beside(source).filter(says).map(move |aside| as_in_file(money_of(aside.reason), turned))
        });
        let (count, sum) = rows.fold((0_usize, Decimal::ZERO), |(count, sum), amount| {
            (count.saturating_add(1), sum.saturating_add(amount))
        });
        (count > 0).then(|| format!("{word} {count} 行 {} 元", in_yuan(sum)))
    };
    let parts = [part(wording::INCOME), part(wording::NEITHER), part(wording::VOID)];
    let parts = parts.into_iter().flatten().collect::<Vec<_>>().join("  ");
    let mut lines = vec![line];
    if !parts.is_empty() {
        lines.push(format!("不是支付、没有导入：{parts}"));
    }
    let others = part(wording::OTHER_UNIT);
    lines.extend(others.map(|others| format!("不是本单位的、没有导入：{others}")));
    let hidden = part(wording::HIDDEN);
    lines.extend(hidden.map(|hidden| format!("没有导入：{hidden}")));
    lines.push(if is_turned {
        let all = in_yuan(file_total(found));
        format!("支出写成负数的照文件的正负，以上合计 {all} 元，即文件各行合计{unreadable}")
    } else {
        format!("以上合计 {} 元，即文件各行合计{unreadable}", yuan(totals.all))
    });
    lines
}

fn in_yuan(amount: Decimal) -> String {
    with_thousands(&format!("{amount:.2}"))
}

/// The money of a row that is set aside; nothing where that cannot be read.
fn money_of(reason: Aside) -> Money {
    reason.money().unwrap_or(Money::ZERO)
}

/// Turns an amount back to the sign that it has in a file of which payments are below zero.
fn as_in_file(amount: Money, turned: bool) -> Decimal {
    if turned { amount.negated().yuan() } else { amount.yuan() }
}

/// Sums the rows of all files with the signs that the files give them.
fn file_total(found: &ImportPreview) -> Decimal {
    let turned = |source: usize| {
        found.sources.get(source).is_some_and(|source| source.mapping.negative_pays)
    };
    let rows = found.rows.iter().map(|row| (row.row.source, row.amount));
    let refused = found.drafts.refused.iter();
    let refused = refused.filter_map(|row| Some((row.row.source, row.amount?)));
    let aside = found.sources.iter().enumerate();
    let aside =
        aside.flat_map(|(at, source)| beside(source).map(move |row| (at, money_of(row.reason))));
    let all = rows.chain(refused).chain(aside);
    all.map(|(source, amount)| as_in_file(amount, turned(source)))
        .fold(Decimal::ZERO, Decimal::saturating_add)
}

/// Says which new rows of a class were summed; cards always are.
pub(super) fn joined_lines(found: &ImportPreview) -> Vec<String> {
    let is_of_cards = |row: &Judged| {
        found.sources.get(row.row.source).is_none_or(|source| source.mapping.is_of_cards())
    };
    let is_joined = |row: &&Judged| {
        row.verdict == Verdict::New
            && row.states_all()
            && !row.others.is_empty()
            && !is_of_cards(row)
    };
    let words = |row: &Judged| {
        let rows = wording::row_numbers(&rows_of(found, row));
        format!("第 {rows}相加，登记为一笔：{}", row.identity)
    };
    found.rows.iter().filter(is_joined).map(words).collect()
}
