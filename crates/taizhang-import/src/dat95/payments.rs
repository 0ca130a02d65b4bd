//! From entries to rows of payments.

use std::collections::BTreeMap;

use jiff::civil::Date;
use rust_decimal::Decimal;

use super::fault::{VoucherFault, VoucherFaultAt};
use super::{Entry, Payments, Voucher, Vouchers};
use crate::field::Field;
use crate::table::{Cell, MoneyUnit, NamedUnit, Row, Table};

/// The columns, by canonical name.
const FIELDS: [Field; 17] = [
    Field::Date,
    Field::Voucher,
    Field::Line,
    Field::Economic,
    Field::Function,
    Field::ProjectCode,
    Field::Amount,
    Field::Payee,
    Field::Memo,
    Field::Method,
    Field::ThreePublic,
    Field::Procurement,
    Field::TakesBack,
    Field::OriginalVoucher,
    Field::OriginalRow,
    Field::BudgetUnit,
    Field::BudgetUnitCode,
];

/// A budget entry with its amount read.
struct Read<'a> {
    entry: &'a Entry,
    is_debit: bool,
    amount: Decimal,
}

pub(super) fn sort_out(file: &Vouchers, name: &str) -> Result<Payments, Vec<VoucherFaultAt>> {
    let mut faults = Vec::new();
    let mut rows = Vec::new();
    let mut without_payment = Vec::new();
    let debits = debits(file);
    for voucher in &file.vouchers {
        let number = voucher.field("VOUCHER_NO");
        let mut refuse = |line, fault| {
            faults.push(VoucherFaultAt { line, voucher: number.to_owned(), fault });
        };
        let entries = budget_entries(voucher, &mut refuse);
        let Some(date) = date(voucher, &mut refuse) else { continue };
        check_year(voucher, date, &mut refuse);
        let payments: Vec<&Read<'_>> =
            entries.iter().filter(|read| read.is_debit && is_expenditure(read.entry)).collect();
        if payments.is_empty() {
            without_payment.push(number.to_owned());
        }
        for read in payments {
            rows.push(row(&debits, voucher, read, date));
        }
    }
    if !faults.is_empty() {
        return Err(faults);
    }
    let unit =
        NamedUnit { unit: MoneyUnit::Yuan, text: MoneyUnit::Yuan.name().to_owned(), row: Some(1) };
    let headers = FIELDS.map(Field::name);
    let table = Table { units: vec![unit], ..Table::structured(name, "dat95", &headers, rows) };
    Ok(Payments { table, without_payment })
}

/// Reads the entries of budget accounting (classes 6 to 8) and checks that they balance.
fn budget_entries<'a>(
    voucher: &'a Voucher,
    refuse: &mut impl FnMut(u32, VoucherFault),
) -> Vec<Read<'a>> {
    let mut entries = Vec::new();
    let mut is_whole = true;
    for entry in &voucher.entries {
        let account = entry.field("GOV_ACCT_CLS_CODE");
        if account.is_empty() {
            refuse(entry.line, VoucherFault::Missing("GOV_ACCT_CLS_CODE"));
            is_whole = false;
        } else if account.starts_with(['6', '7', '8']) {
            match (is_debit(entry), amount(entry)) {
                (Ok(is_debit), Ok(amount)) => entries.push(Read { entry, is_debit, amount }),
                (side, amount) => {
                    is_whole = false;
                    for fault in [side.err(), amount.err()].into_iter().flatten() {
                        refuse(entry.line, fault);
                    }
                }
            }
        }
    }
    let sum = |of_debit| {
        let side = entries.iter().filter(|read| read.is_debit == of_debit);
        side.fold(Decimal::ZERO, |sum, read| sum.saturating_add(read.amount))
    };
    let (debit, credit) = (sum(true), sum(false));
    if is_whole && debit != credit {
        refuse(voucher.line, VoucherFault::Unbalanced { debit, credit });
    } else if is_whole {
        for (element, sum) in [("DR_YS_AMT", debit), ("CR_YS_AMT", credit)] {
            let stated = voucher.field(element).trim();
            if !stated.is_empty() && stated.parse() != Ok(sum) {
                let (stated, found) = (stated.to_owned(), format!("{sum:.2}"));
                refuse(voucher.line, VoucherFault::Contradicted { element, stated, found });
            }
        }
    }
    entries
}

/// The year of the head is that of the day.
fn check_year(voucher: &Voucher, date: Date, refuse: &mut impl FnMut(u32, VoucherFault)) {
    let (stated, element) = (voucher.field("FISCAL_YEAR").trim(), "FISCAL_YEAR");
    if !stated.is_empty() && stated.parse() != Ok(date.year()) {
        let (stated, found) = (stated.to_owned(), date.to_string());
        refuse(voucher.line, VoucherFault::Contradicted { element, stated, found });
    }
}

fn is_expenditure(entry: &Entry) -> bool {
    entry.field("GOV_ACCT_CLS_CODE").starts_with('7')
}

/// Reads the side. A bare `D` is debit in one system and 贷 in another, so it is refused.
fn is_debit(entry: &Entry) -> Result<bool, VoucherFault> {
    match entry.field("DR_CR").trim() {
        "借" | "借方" | "DR" | "1" => Ok(true),
        "贷" | "贷方" | "CR" | "2" | "-1" => Ok(false),
        "" => Err(VoucherFault::Missing("DR_CR")),
        other => Err(VoucherFault::Unreadable { element: "DR_CR", text: other.to_owned() }),
    }
}

/// Reads yuan with at most two decimals, without any mark between groups.
fn amount(entry: &Entry) -> Result<Decimal, VoucherFault> {
    let text = entry.field("AMT").trim();
    if text.is_empty() {
        return Err(VoucherFault::Missing("AMT"));
    }
    let digits = text.strip_prefix('-').unwrap_or(text);
    let is_plain = digits.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.');
    let amount = text.parse::<Decimal>().ok().filter(|_| is_plain && !digits.starts_with('.'));
    amount
        .filter(|amount| amount.normalize().scale() <= 2 && !amount.is_zero())
        .ok_or_else(|| VoucherFault::Unreadable { element: "AMT", text: text.to_owned() })
}

/// Reads `2022-01-31` or `20220131`, with or without a time behind.
fn date(voucher: &Voucher, refuse: &mut impl FnMut(u32, VoucherFault)) -> Option<Date> {
    const ELEMENT: &str = "VOUCHER_DATE";
    let text = voucher.field(ELEMENT).trim();
    if text.is_empty() {
        refuse(voucher.line, VoucherFault::Missing(ELEMENT));
        return None;
    }
    let day = text.split(['T', ' ']).next().unwrap_or_default();
    let digits: String = day.split('-').collect();
    let is_sound = digits.len() == 8
        && digits.bytes().all(|byte| byte.is_ascii_digit())
        && matches!(day.split('-').map(str::len).collect::<Vec<_>>().as_slice(), [8] | [4, 2, 2]);
    let part = |from: usize, to: usize| digits.get(from..to).and_then(|part| part.parse().ok());
    let date = is_sound
        .then(|| {
            Date::new(part(0, 4)?, part(4, 6)?.try_into().ok()?, part(6, 8)?.try_into().ok()?).ok()
        })
        .flatten();
    if date.is_none() {
        let fault = VoucherFault::Unreadable { element: ELEMENT, text: text.to_owned() };
        refuse(voucher.line, fault);
    }
    date
}

fn row(debits: &Debits<'_>, voucher: &Voucher, read: &Read<'_>, date: Date) -> Row {
    let entry = read.entry;
    let taken_back = TakenBack::by(debits, voucher, read);
    let cell = |field: Field| match field {
        Field::Date => Cell::Date(date),
        Field::Voucher => Cell::text(voucher.field("VOUCHER_NO")),
        Field::BudgetUnit => Cell::text(voucher.field("AGENCY_NAME").trim()),
        Field::BudgetUnitCode => Cell::text(voucher.field("AGENCY_CODE").trim()),
        Field::Line => Cell::text(remark(entry, "指标")),
        Field::Economic => Cell::text(entry.field("DEP_BGT_ECO_CODE")),
        Field::Function => Cell::text(entry.field("EXP_FUNC_CODE")),
        Field::ProjectCode => Cell::text(entry.field("PRO_CODE")),
        Field::Amount => Cell::Number(read.amount.normalize().to_string()),
        Field::Payee => Cell::text(entry.field("FUND_TRA_OBJ_NAME")),
        Field::Memo => Cell::text(memo(voucher, entry)),
        Field::Method => Cell::text(method(entry.field("PAY_TYPE_CODE"))),
        Field::ThreePublic => Cell::text(remark(entry, "三公类别")),
        Field::Procurement => Cell::text(remark(entry, "政府采购")),
        Field::TakesBack => Cell::text(taken_back.how),
        Field::OriginalVoucher => Cell::text(taken_back.target),
        Field::OriginalRow => {
            taken_back.row.map_or(Cell::Empty, |row| Cell::Number(row.to_string()))
        }
        _ => Cell::Empty,
    };
    Row { number: entry.line, cells: FIELDS.map(cell).to_vec() }
}

/// What an entry says of the payment that it takes back.
struct TakenBack<'a> {
    /// 退回 or 红字; empty for a payment.
    how: &'static str,
    /// Number of the voucher that is taken back.
    target: &'a str,
    /// The entry that is taken back, if it is in the same file.
    row: Option<u32>,
}

impl<'a> TakenBack<'a> {
    /// Looks at the sign and the flag of red figures. A red voucher with a positive amount cancels
    /// a return.
    fn by(debits: &Debits<'a>, voucher: &'a Voucher, read: &Read<'a>) -> Self {
        let is_red = voucher.field("RED_FLAG").trim() == "1";
        let how = match (is_red, read.amount.is_sign_negative()) {
            (true, _) => "红字",
            (false, true) => "退回",
            (false, false) => return Self { how: "", target: "", row: None },
        };
        let entry = debits.get(remark(read.entry, "原事件"));
        let named = voucher.field("RED_VOU_NO");
        let found = entry.map_or("", |(voucher, _)| voucher.field("VOUCHER_NO"));
        let target = if named.is_empty() { found } else { named };
        Self { how, target, row: entry.map(|(_, entry)| entry.line) }
    }
}

/// The debit entries of events with their vouchers, by the id of the event.
type Debits<'a> = BTreeMap<&'a str, (&'a Voucher, &'a Entry)>;

fn debits(file: &Vouchers) -> Debits<'_> {
    let mut debits = Debits::new();
    for voucher in &file.vouchers {
        for entry in &voucher.entries {
            if let Some(id) =
                entry.field("VOU_DET_ID").strip_suffix("-D").filter(|id| !id.is_empty())
            {
                debits.entry(id).or_insert((voucher, entry));
            }
        }
    }
    debits
}

fn memo<'a>(voucher: &'a Voucher, entry: &'a Entry) -> &'a str {
    match entry.field("VOU_DET_DESC") {
        "" => voucher.field("VOUCHER_ABS"),
        words => words,
    }
}

/// Names the codes that the exporter writes; others stay as they are, to be refused by name.
fn method(code: &str) -> &str {
    match code {
        "11" => "财政直接支付",
        "12" => "财政授权支付",
        "2" => "实拨资金",
        other => other,
    }
}

/// Returns a value of the remark; the budget line comes last and may hold any character.
fn remark<'a>(entry: &'a Entry, name: &str) -> &'a str {
    let text = entry.field("REMARK");
    let (facts, line) = match text.find("指标=") {
        Some(at) => (text.get(..at), text.get(at..)),
        None => (Some(text), None),
    };
    let pair = |part: &'a str| part.split_once('=').filter(|(key, _)| *key == name);
    let found = facts.unwrap_or_default().split('；').find_map(pair);
    found.or_else(|| line.and_then(pair)).map_or("", |(_, value)| value)
}
