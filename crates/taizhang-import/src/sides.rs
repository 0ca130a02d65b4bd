//! Money that came in is no payment: rows that a column of directions, a second column of money or a
//! proven sign says to be income are set aside with their amounts.

use taizhang_core::amount_text::parse_number;
use taizhang_core::{FiscalYear, Money};

use crate::accounts;
use crate::balances::{self, Proof};
use crate::fault::Reason;
use crate::field::Field;
use crate::given_back::{self, Giving, Receipt};
use crate::mapping::{Credit, Mapping};
use crate::table::{Aside, Cell, Column, SetAside, Table, is_space};
use crate::take_back::{credited, is_take_back};
use crate::value::RowReader;
use crate::vocabulary::{compact, fold, half_width};

/// Where money went.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Direction {
    /// It was paid.
    Out,
    /// It was received.
    In,
    /// It moved between accounts of one owner, or not at all.
    Neither,
}

/// Words of directions, as banks and their customers write them: 借 is what a bank takes from an account.
pub(crate) const DIRECTIONS: &[(&str, Direction)] = &[
    ("支出", Direction::Out),
    ("支", Direction::Out),
    ("支付", Direction::Out),
    ("付", Direction::Out),
    ("付款", Direction::Out),
    ("付出", Direction::Out),
    ("借", Direction::Out),
    ("借方", Direction::Out),
    ("出", Direction::Out),
    ("转出", Direction::Out),
    ("流出", Direction::Out),
    ("往账", Direction::Out),
    ("支取", Direction::Out),
    ("取出", Direction::Out),
    ("汇出", Direction::Out),
    ("借记", Direction::Out),
    ("D", Direction::Out),
    ("DR", Direction::Out),
    ("DEBIT", Direction::Out),
    ("OUT", Direction::Out),
    ("EXPENSE", Direction::Out),
    ("PAYMENT", Direction::Out),
    ("借D", Direction::Out),
    ("借DR", Direction::Out),
    ("DR借", Direction::Out),
    ("借方DR", Direction::Out),
    ("收入", Direction::In),
    ("收", Direction::In),
    ("收款", Direction::In),
    ("贷", Direction::In),
    ("贷方", Direction::In),
    ("入", Direction::In),
    ("转入", Direction::In),
    ("流入", Direction::In),
    ("来账", Direction::In),
    ("存入", Direction::In),
    ("汇入", Direction::In),
    ("贷记", Direction::In),
    ("C", Direction::In),
    ("CR", Direction::In),
    ("CREDIT", Direction::In),
    ("IN", Direction::In),
    ("INCOME", Direction::In),
    ("RECEIPT", Direction::In),
    ("贷C", Direction::In),
    ("贷CR", Direction::In),
    ("CR贷", Direction::In),
    ("贷方CR", Direction::In),
    ("不计收支", Direction::Neither),
    ("不计", Direction::Neither),
    ("中性交易", Direction::Neither),
    ("/", Direction::Neither),
];

/// Finds what a mark of direction says, however it is written: `贷 Cr`, `借(Dr)`, `c`.
pub(crate) fn direction_of(text: &str) -> Option<Direction> {
    let exact = DIRECTIONS.iter().find(|(word, _)| *word == text);
    let folded = || {
        let characters = text.chars().map(half_width).filter(|c| c.is_alphanumeric());
        let folded = characters.collect::<String>().to_uppercase();
        DIRECTIONS.iter().find(|(word, _)| *word == folded)
    };
    exact.or_else(folded).map(|(_, direction)| *direction)
}

/// Reads the direction of the present row. The outer option is a fault.
#[expect(clippy::option_option, reason = "the two absences mean different things")]
pub(crate) fn optional_direction(reader: &mut RowReader<'_>) -> Option<Option<Direction>> {
    let before = reader.faults.len();
    match reader.optional_text(Field::Direction) {
        Some(text) => direction_of(&text).map(Some).or_else(|| {
            let words = DIRECTIONS.iter().map(|(word, _)| *word).collect();
            reader.refuse(Field::Direction, &text, Reason::Choice(words))
        }),
        None if reader.faults.len() == before => Some(None),
        None => None,
    }
}

/// Refuses a row whose column of directions says nothing, or that was received besides.
pub(crate) fn require_one_side(reader: &mut RowReader<'_>) {
    if reader.has_column(Field::Direction) {
        require_direction(reader);
    }
    let is_stated = !reader.is_blank(Field::Amount);
    if let Some(Some(income)) = reader.optional_money(Field::Income).filter(|_| is_stated)
        && !income.is_zero()
    {
        reader.refuse::<()>(Field::Income, &income.to_string(), Reason::BothSides);
    }
}

/// Refuses a row whose column of directions says nothing.
pub(crate) fn require_direction(reader: &mut RowReader<'_>) {
    if optional_direction(reader) == Some(None) {
        reader.refuse::<()>(Field::Direction, "", Reason::Missing(Field::Direction));
    }
}

/// What a header says of signs: whether amounts below zero were paid.
pub(crate) fn sign_in_header(header: &str) -> Option<bool> {
    const BELOW: [&str; 12] = [
        "支出为负",
        "负为支出",
        "负数为支出",
        "负数表示支出",
        "负数是支出",
        "+收入",
        "收入+",
        "收入(+)",
        "(+)收入",
        "收入为正",
        "正数为收入",
        "正为收入",
    ];
    const ABOVE: [&str; 8] = [
        "支出为正",
        "正为支出",
        "正数为支出",
        "+支出",
        "支出+",
        "支出(+)",
        "收入为负",
        "负数为收入",
    ];
    let compact = compact(header);
    let says = |words: &[&str]| words.iter().any(|word| compact.contains(word));
    match (says(&BELOW), says(&ABOVE)) {
        (true, false) => Some(true),
        (false, true) => Some(false),
        _ => None,
    }
}

/// Words that turn the header of what is paid into that of what is received, and back.
const PAIRS: [(&str, &str); 17] = [
    ("借", "贷"),
    ("支出", "收入"),
    ("支出", "存入"),
    ("付出", "收入"),
    ("支取", "收入"),
    ("支取", "存入"),
    ("取款", "存款"),
    ("付款", "收款"),
    ("支付", "收入"),
    ("取出", "存入"),
    ("转出", "转入"),
    ("付", "收"),
    ("debit", "credit"),
    ("withdrawal", "deposit"),
    ("expense", "income"),
    ("payment", "receipt"),
    ("paid", "received"),
];

/// How many rows decide what a column holds.
const SAMPLE: usize = 1_000;

/// Columns of the other account: in such a journal 借 is what this account received.
const OTHER_ACCOUNT: [&str; 4] = ["对方科目", "对方科目名称", "对方科目编码", "对应科目"];

/// Returns the column that states what was received beside one that states what was paid, or the other
/// way round: the same header but for 借 and 贷, 支出 and 收入, or for two such words: 借方发生额（支取） and
/// 贷方发生额（收入）.
pub(crate) fn counterpart(table: &Table, paid: &Column) -> Option<usize> {
    let compact = |name: &str| compact(name).to_lowercase();
    let name = compact(&paid.name);
    let find =
        |wanted: &String| table.columns.iter().find(|column| compact(&column.name) == *wanted);
    let of_side = |turned: fn(&str) -> Vec<String>| {
        let once = turned(&name);
        let twice = once.iter().flat_map(|name| turned(name)).collect();
        [once, twice].concat().iter().find_map(find)
    };
    of_side(received).or_else(|| of_side(paid_out)).map(|column| column.position)
}

/// Turns one word of a header from what is paid to what is received, in each way there is.
fn received(header: &str) -> Vec<String> {
    let said = PAIRS.iter().filter(|(out, _)| header.contains(out));
    said.map(|(out, into)| header.replace(out, into)).collect()
}

/// Turns one word of a header from what is received to what is paid.
fn paid_out(header: &str) -> Vec<String> {
    let said = PAIRS.iter().filter(|(_, into)| header.contains(into));
    said.map(|(out, into)| header.replace(into, out)).collect()
}

/// Tells whether 借 in this table may be what its own account received.
pub(crate) fn is_own_journal(table: &Table) -> bool {
    let names_other = |column: &Column| OTHER_ACCOUNT.contains(&fold(&column.name).as_str());
    let says = |aside: &SetAside| {
        let titles = aside.row.cells.iter().map(Cell::to_string);
        aside.reason == Aside::Title && titles.into_iter().any(|title| title.contains("日记账"))
    };
    table.columns.iter().any(names_other)
        || table.set_aside.iter().any(says)
        || accounts::of(table).money
}

/// Returns the column whose words are mostly 收入 and 支出, whatever its header says.
pub(crate) fn column_of_directions(table: &Table) -> Option<usize> {
    let is_it = |column: &&Column| {
        let cells = || table.rows.iter().take(SAMPLE).map(|row| row.cell(column.position));
        let says = |cell: &Cell| {
            matches!(cell, Cell::Text(text)
                if ["收入", "支出", "不计收支", "income", "expense"]
                    .contains(&text.trim_matches(is_space).to_lowercase().as_str()))
        };
        let filled = cells().filter(|cell| !cell.is_empty()).count();
        let said = cells().filter(|cell| says(cell)).count();
        filled > 0 && said.saturating_mul(2) >= filled
    };
    table.columns.iter().find(is_it).map(|column| column.position)
}

/// Words of both sides in one column, such as 往账 and 来账.
#[derive(Debug)]
pub(crate) struct BothSides {
    /// What was paid.
    pub paid: String,
    /// What was received.
    pub received: String,
    /// Whether every cell says one of such words.
    pub is_every: bool,
}

/// Finds words of both sides in a column; 借 and 贷 alone may be those of a balance or an account.
pub(crate) fn both_sides(table: &Table, column: &Column) -> Option<BothSides> {
    if ["余额", "科目"].iter().any(|word| column.name.contains(word)) {
        return None;
    }
    let (mut paid, mut received, mut is_every) = (None, None, true);
    for row in &table.rows {
        let Cell::Text(text) = row.cell(column.position) else { continue };
        let text = text.trim_matches(is_space);
        let is_word = !text.is_ascii() && text.chars().count() > 1;
        match direction_of(text).filter(|_| is_word) {
            Some(Direction::Out) => paid = paid.or_else(|| Some(text.to_owned())),
            Some(Direction::In) => received = received.or_else(|| Some(text.to_owned())),
            Some(Direction::Neither) => {}
            None => is_every = false,
        }
    }
    Some(BothSides { paid: paid?, received: received?, is_every })
}

/// How many amounts have which sign.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Signs {
    /// Amounts above zero.
    pub positive: usize,
    /// Amounts below zero.
    pub negative: usize,
    /// Those of them that are written in brackets: who writes so means what came back.
    pub in_brackets: usize,
    /// Whether some are marked by a plus, as lists mark what came in.
    pub has_plus: bool,
}

/// Counts the signs of a column.
pub(crate) fn signs(table: &Table, position: usize) -> Signs {
    let mut signs = Signs::default();
    for number in table.rows.iter().filter_map(|row| number(row.cell(position))) {
        if number.is_sign_negative() && !number.is_zero() {
            signs.negative = signs.negative.saturating_add(1);
        } else if !number.is_zero() {
            signs.positive = signs.positive.saturating_add(1);
        }
    }
    let brackets = table.rows.iter().filter(|row| is_in_brackets(row.cell(position)));
    signs.in_brackets = brackets.count();
    signs.has_plus = table.rows.iter().any(|row| {
        matches!(row.cell(position), Cell::Text(text)
            if text.trim_matches(is_space).starts_with(['+', '＋']))
    });
    signs
}

/// Tells by a column of balances whether money below zero was paid: the balance moves by every amount,
/// from row to row or back. None if the balances fit neither way.
pub(crate) fn negative_pays(table: &Table, amount: usize, balance: usize) -> Option<bool> {
    let read =
        |row: &crate::table::Row| Some((number(row.cell(amount))?, number(row.cell(balance))?));
    match balances::of(&table.rows.iter().filter_map(read).collect::<Vec<_>>()) {
        Proof::Agrees => Some(true),
        Proof::Contradicts => Some(false),
        Proof::Silent => None,
    }
}

/// Reads an amount with its sign; one in brackets is below zero.
pub(crate) fn number(cell: &Cell) -> Option<rust_decimal::Decimal> {
    let (Cell::Number(text) | Cell::Text(text)) = cell else { return None };
    let text = text.trim_matches(is_space);
    let Some(inside) = inside_brackets(text) else { return parse_number(text).ok() };
    let number = parse_number(inside).ok()?;
    Some(rust_decimal::Decimal::ZERO.saturating_sub(number.abs()))
}

/// Reads an amount with its sign; a blank is nought.
pub(crate) fn number_or_nought(cell: &Cell) -> Option<rust_decimal::Decimal> {
    if cell.is_empty() { Some(rust_decimal::Decimal::ZERO) } else { number(cell) }
}

fn inside_brackets(text: &str) -> Option<&str> {
    text.strip_prefix(['(', '（']).and_then(|rest| rest.strip_suffix([')', '）']))
}

fn is_in_brackets(cell: &Cell) -> bool {
    let Cell::Text(text) = cell else { return false };
    inside_brackets(text.trim_matches(is_space)).is_some()
        && number(cell).is_some_and(|number| !number.is_zero())
}

/// Sets the rows aside that say that they are no payments.
pub(crate) fn divide(table: &mut Table, mapping: &Mapping, year: FiscalYear) {
    let has = |field| mapping.columns.contains_key(&field);
    let is_told = has(Field::Direction) || has(Field::Income) || mapping.negative_pays;
    if !mapping.kind.is_of_payments() || !is_told {
        return;
    }
    let mut reader = RowReader::new(table, mapping, year);
    let giving = (mapping.credit == Credit::Received).then(|| Giving::of(table, mapping));
    let mut receipts = Vec::new();
    let reasons = table.rows.iter().enumerate().map(|(at, row)| {
        reader.faults.clear();
        reader.turn_to(row);
        let reason = reason(&mut reader, mapping).filter(|_| reader.faults.is_empty())?;
        let amount = reason.money().map(|money| {
            // What was received is below zero there.
            if mapping.negative_pays { money.negated() } else { money }
        });
        let amount = amount.filter(|amount| amount.is_positive());
        let Some((amount, giving)) = amount.zip(giving.as_ref()) else { return Some(reason) };
        let told = giving.told(row);
        let is_silent = || matches!(reason, Aside::Income(_)) && !giving.says_income(row);
        if told.is_some() || is_silent() {
            receipts.push(Receipt { at, amount, told });
        }
        told.is_none().then_some(reason)
    });
    let mut reasons: Vec<Option<Aside>> = reasons.collect();
    let mut is_paid: Vec<bool> = reasons.iter().map(Option::is_none).collect();
    for Receipt { at, .. } in &receipts {
        if let Some(is_paid) = is_paid.get_mut(*at) {
            *is_paid = false;
        }
    }
    table.given_back = given_back::join(table, mapping, year, (&receipts, &is_paid));
    for (row, reason) in table.rows.iter().zip(&mut reasons) {
        if table.given_back.contains_key(&row.number) {
            *reason = None;
        }
    }
    table.set_rows_aside(reasons);
}

/// What the memo of a row says that closes an account of spending at the end of a month or year.
const CLOSING: &str = "结转";

/// Tells why a row is no payment; a row that cannot be read stays, so that it is refused, and so does one that
/// says of itself that it takes a payment back, whatever its direction.
fn reason(reader: &mut RowReader<'_>, mapping: &Mapping) -> Option<Aside> {
    if is_take_back(reader) {
        return None;
    }
    reader.require_yuan();
    if let Some(money) = credited(reader) {
        let memo = reader.optional_text(Field::Memo).unwrap_or_default();
        return memo.contains(CLOSING).then_some(Aside::Neither(money));
    }
    let paid = reader.whole_money(Field::Amount)?.unwrap_or(Money::ZERO);
    let income = reader.optional_money(Field::Income)?.unwrap_or(Money::ZERO);
    if paid.is_zero() && !income.is_zero() {
        return Some(Aside::Income(income));
    }
    match optional_direction(reader)? {
        Some(Direction::In) => Some(Aside::Income(paid)),
        Some(Direction::Neither) => Some(Aside::Neither(paid)),
        // What was paid is above zero, now that the sign is turned.
        None if mapping.negative_pays && paid.is_negative() => Some(Aside::Income(paid)),
        Some(Direction::Out) | None => None,
    }
}
