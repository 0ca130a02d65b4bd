//! Amounts: a number, with the sign and name of the yuan or without.

use rust_decimal::Decimal;

use super::fault::HledgerFault;

/// Names of the yuan that journals use.
const YUAN: [&str; 8] = ["¥", "￥", "CNY", "RMB", "元", "人民币", "CN¥", "rmb"];

/// What separates decimals, where the journal says so.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum DecimalMark {
    /// Nothing is said: a mark with two readings is refused.
    #[default]
    Unsaid,
    Point,
    Comma,
}

/// Reads an amount like `¥-1,234.50`, `-20 元` or `960`.
pub(super) fn amount(text: &str, mark: DecimalMark) -> Result<Decimal, HledgerFault> {
    let unreadable = || HledgerFault::Amount(text.to_owned());
    let is_number = |c: char| c.is_ascii_digit() || matches!(c, '.' | ',' | '\'' | '_');
    let first = text.find(|c: char| c.is_ascii_digit()).ok_or_else(unreadable)?;
    // A mark may begin the digits: `.50`.
    let before = text.get(..first).unwrap_or_default();
    let start = before.trim_end_matches(['.', ',']).len();
    let rest = text.get(start..).unwrap_or_default();
    let length = rest.find(|c: char| !is_number(c)).unwrap_or(rest.len());
    let (digits, after) = rest.split_at(length);
    let (sign, left) = sign_and_name(text.get(..start).unwrap_or_default());
    let right = after.trim();
    let is_negative = sign.ok_or_else(unreadable)?;
    let names = [left.as_str(), unquoted(right)];
    if !left.is_empty() && !right.is_empty() {
        return Err(unreadable());
    }
    if let Some(other) = names.iter().find(|name| !name.is_empty() && !YUAN.contains(name)) {
        return Err(HledgerFault::Currency((*other).to_owned()));
    }
    let plain = plain_number(digits, mark)?;
    let number: Decimal = plain.parse().map_err(|_| unreadable())?;
    if number.normalize().scale() > 2 {
        return Err(HledgerFault::Fen(text.to_owned()));
    }
    Ok(if is_negative { -number } else { number })
}

/// Splits what stands before the digits into sign and name; no sign when there are two.
fn sign_and_name(before: &str) -> (Option<bool>, String) {
    let signs: Vec<char> = before.chars().filter(|c| matches!(c, '-' | '+')).collect();
    let name: String = before.chars().filter(|c| !matches!(c, '-' | '+')).collect();
    let sign = match signs.as_slice() {
        [] | ['+'] => Some(false),
        ['-'] => Some(true),
        _ => None,
    };
    (sign, unquoted(name.trim()).to_owned())
}

fn unquoted(name: &str) -> &str {
    name.strip_prefix('"').and_then(|name| name.strip_suffix('"')).unwrap_or(name)
}

/// Leaves digits and one point.
fn plain_number(digits: &str, mark: DecimalMark) -> Result<String, HledgerFault> {
    let unreadable = || HledgerFault::Amount(digits.to_owned());
    let marks: Vec<(usize, char)> =
        digits.char_indices().filter(|(_, c)| matches!(c, '.' | ',')).collect();
    let decimal = match (mark, marks.as_slice()) {
        (_, []) => None,
        (DecimalMark::Point, _) => digits.rfind('.'),
        (DecimalMark::Comma, _) => digits.rfind(','),
        (DecimalMark::Unsaid, [(at, mark)]) => {
            let decimals = digits.len().saturating_sub(*at).saturating_sub(1);
            // `1,234` is 1.234 to hledger and 1234 to a clerk; three decimals are no money anyway.
            if decimals == 3 || (*mark == ',' && decimals == 0) {
                return Err(HledgerFault::Ambiguous(digits.to_owned()));
            }
            Some(*at)
        }
        (DecimalMark::Unsaid, [.., (before, other), (at, last)]) => {
            let groups = digits.get(before.saturating_add(1)..*at).unwrap_or_default();
            if other == last && groups.len() == 3 { None } else { Some(*at) }
        }
    };
    let (whole, fraction) = match decimal {
        Some(at) => (digits.get(..at), digits.get(at.saturating_add(1)..)),
        None => (Some(digits), None),
    };
    let (whole, fraction) = (whole.unwrap_or_default(), fraction.unwrap_or_default());
    if !fraction.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(unreadable());
    }
    let whole = grouped(whole).ok_or_else(unreadable)?;
    Ok(if fraction.is_empty() { whole } else { format!("{whole}.{fraction}") })
}

/// Takes out the marks between groups, which are all the same, none at an end.
fn grouped(whole: &str) -> Option<String> {
    let Some(mark) = whole.chars().find(|c| !c.is_ascii_digit()) else {
        return Some(if whole.is_empty() { "0".to_owned() } else { whole.to_owned() });
    };
    let mut groups = whole.split(mark);
    let first = groups.next().unwrap_or_default();
    let is_sound = !first.is_empty()
        && first.len() <= 4
        && first.bytes().all(|byte| byte.is_ascii_digit())
        && groups.all(|group| {
            matches!(group.len(), 3 | 4) && group.bytes().all(|byte| byte.is_ascii_digit())
        });
    is_sound.then(|| whole.replace(mark, ""))
}
