//! Reads amounts in capitals (大写), as vouchers and tables write them beside the figure.

use rust_decimal::Decimal;

use crate::money::Money;

/// Digits by their value; the first of each is that of the rules for filling in bills.
const DIGITS: [&[char]; 10] = [
    &['零', '〇'],
    &['壹', '弌'],
    &['贰', '貳'],
    &['叁', '參', '叄'],
    &['肆'],
    &['伍'],
    &['陆', '陸'],
    &['柒'],
    &['捌'],
    &['玖'],
];

/// Places within ten thousand, the highest first.
const PLACES: [(&[char], u32); 3] = [(&['仟'], 1_000), (&['佰'], 100), (&['拾'], 10)];

/// Reads an amount in capitals: `人民币壹万贰仟元整`, `壹拾肆元伍角`, `零元整`. What is not written by the rules
/// of such amounts is none.
pub fn parse_capitals(text: &str) -> Option<Money> {
    let text: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    let text = text.strip_prefix("人民币").unwrap_or(&text);
    let (text, is_negative) = text.strip_prefix('负').map_or((text, false), |rest| (rest, true));
    let (text, is_whole) =
        text.strip_suffix(['整', '正']).map_or((text, false), |rest| (rest, true));
    let (yuan, fraction) = match text.split_once(['元', '圆', '圓']) {
        Some((yuan, fraction)) => (whole(yuan)?, fraction),
        None => (0, text),
    };
    let has_yuan = text.contains(['元', '圆', '圓']);
    let fen = fraction_in(fraction)?;
    // 整 stands behind 元 or 角, never behind 分; what states nothing is no amount.
    let is_told = has_yuan || !fraction.is_empty();
    if !is_told || (is_whole && fraction.ends_with('分')) {
        return None;
    }
    let fen = u64::from(fen);
    let total = yuan.checked_mul(100)?.checked_add(fen)?;
    let amount = Money::from_yuan(Decimal::from(total).checked_div(Decimal::ONE_HUNDRED)?).ok()?;
    Some(if is_negative { amount.negated() } else { amount })
}

/// Reads the yuan: 亿 and 万 divide them, each before what is less.
fn whole(text: &str) -> Option<u64> {
    let (text, above) = split(text, &['亿', '億'])?;
    let (text, within) = split(text, &['万', '萬'])?;
    let above = above.map_or(Some(0), |above| {
        let (rest, within) = split(above, &['万', '萬'])?;
        ten_thousands(within, rest)
    })?;
    let has_higher = above > 0 || within.is_some();
    let rest = match text {
        "" if has_higher => 0,
        text => u64::from(within_ten_thousand(text)?),
    };
    let within = within.map_or(Some(0), |text| within_ten_thousand(text).map(u64::from))?;
    above.checked_mul(100_000_000)?.checked_add(within.checked_mul(10_000)?)?.checked_add(rest)
}

/// Joins what stands before 万 with what stands behind it.
fn ten_thousands(within: Option<&str>, rest: &str) -> Option<u64> {
    let high = within.map_or(Some(0), |text| within_ten_thousand(text).map(u64::from))?;
    let low = match rest {
        "" if within.is_some() => 0,
        rest => u64::from(within_ten_thousand(rest)?),
    };
    high.checked_mul(10_000)?.checked_add(low)
}

/// Splits at the one place of a unit; none where it stands twice.
fn split<'t>(text: &'t str, unit: &[char]) -> Option<(&'t str, Option<&'t str>)> {
    let Some((before, behind)) = text.split_once(unit) else { return Some((text, None)) };
    (!behind.contains(unit)).then_some((behind, Some(before)))
}

/// Reads a number below ten thousand: digits with their places, which go down; 零 may stand between.
fn within_ten_thousand(text: &str) -> Option<u32> {
    if text == "零" || text == "〇" {
        return Some(0);
    }
    let (mut sum, mut last, mut digit, mut read) = (0_u32, 10_000_u32, None, false);
    for character in text.chars() {
        if let Some(value) = digit_of(character) {
            match (value, digit) {
                (0, None) => {}
                (_, None) => digit = Some(value),
                _ => return None,
            }
            continue;
        }
        let place = PLACES.iter().find(|(names, _)| names.contains(&character));
        let place = place.map(|(_, place)| *place).filter(|place| *place < last)?;
        // 拾元 is ten.
        let value = digit.take().or_else(|| (place == 10 && !read).then_some(1))?;
        sum = sum.checked_add(value.checked_mul(place)?)?;
        (last, read) = (place, true);
    }
    let ones = digit.filter(|_| last > 1);
    (read || ones.is_some()).then(|| sum.saturating_add(ones.unwrap_or_default()))
}

/// Reads 角 and 分 as fen; nothing is nought.
fn fraction_in(text: &str) -> Option<u32> {
    let of = |text: &str, unit: char| {
        let digits = text.strip_suffix(unit)?.trim_start_matches(['零', '〇']);
        let mut digits = digits.chars();
        let digit = digits.next().and_then(digit_of)?;
        digits.next().is_none().then_some(digit)
    };
    let (tenths, hundredths) = match text.split_once('角') {
        Some((before, behind)) => (of(&format!("{before}角"), '角')?, behind),
        None => (0, text),
    };
    let hundredths = if hundredths.is_empty() { 0 } else { of(hundredths, '分')? };
    tenths.checked_mul(10)?.checked_add(hundredths)
}

fn digit_of(character: char) -> Option<u32> {
    let value = DIGITS.iter().position(|names| names.contains(&character))?;
    u32::try_from(value).ok()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// Writes an amount as 《支付结算办法》附一“正确填写票据和结算凭证的基本规定” has it: 零 once for noughts
    /// between digits, 整 behind 元 and 角, none behind 分.
    fn in_capitals(fen: u64) -> String {
        let digit = |value: u64| DIGITS[usize::try_from(value).unwrap()][0];
        let (yuan, tenths, hundredths) = (fen / 100, fen / 10 % 10, fen % 10);
        let places = ["", "拾", "佰", "仟", "万", "拾", "佰", "仟", "亿", "拾", "佰", "仟", "万"];
        let digits: Vec<u64> = yuan.to_string().bytes().map(|b| u64::from(b - b'0')).collect();
        let mut text = String::new();
        let mut is_nought = false;
        for (at, value) in digits.iter().enumerate() {
            let place = digits.len() - 1 - at;
            if *value == 0 {
                is_nought = true;
            } else {
                if is_nought && !text.is_empty() {
                    text.push('零');
                }
                is_nought = false;
                text.push(digit(*value));
                text.push_str(places[place]);
            }
            // 万 and 亿 close their four digits, if any of them is more than nought.
            let is_end = place > 0 && place.is_multiple_of(4);
            let four = &digits[at.saturating_sub(3)..=at];
            let is_any = four.iter().any(|value| *value > 0);
            if is_end && *value == 0 && (is_any || place == 8) && !text.is_empty() {
                text.push_str(places[place]);
            }
        }
        if yuan == 0 {
            text.push_str(if fen == 0 { "零元" } else { "" });
        } else {
            text.push('元');
        }
        match (tenths, hundredths) {
            (0, 0) => text.push('整'),
            (tenths, 0) => text.extend([digit(tenths), '角', '整']),
            (0, hundredths) => {
                if yuan > 0 {
                    text.push('零');
                }
                text.extend([digit(hundredths), '分']);
            }
            (tenths, hundredths) => {
                text.extend([digit(tenths), '角', digit(hundredths), '分']);
            }
        }
        text
    }

    proptest! {
        #[test]
        fn what_is_written_in_capitals_is_read_back(fen in prop_oneof![0_u64..100_000, 0_u64..100_000_000_000_000]) {
            let text = in_capitals(fen);
            let expected = Money::from_yuan(Decimal::new(i64::try_from(fen).unwrap(), 2)).unwrap();
            prop_assert_eq!(parse_capitals(&text), Some(expected), "{}", text);
        }

        #[test]
        fn noughts_between_digits_are_read_back(places in prop::collection::btree_set(0_u32..13, 1..4), digit in 1_u64..10) {
            let fen = places.iter().map(|place| digit * 10_u64.pow(*place)).sum();
            let text = in_capitals(fen);
            let expected = Money::from_yuan(Decimal::new(i64::try_from(fen).unwrap(), 2)).unwrap();
            prop_assert_eq!(parse_capitals(&text), Some(expected), "{}", text);
        }
    }

    #[test]
    fn amounts_in_capitals_are_read_as_the_rules_write_them() {
        for (text, yuan) in [
            ("壹仟肆佰零玖元伍角", "1409.50"),
            ("陆仟零柒元壹角肆分", "6007.14"),
            ("壹仟陆佰捌拾元零叁角贰分", "1680.32"),
            ("壹拾万柒仟元零伍角叁分", "107000.53"),
            ("壹拾万零柒仟元伍角叁分", "107000.53"),
            ("壹万陆仟肆佰零玖元零贰分", "16409.02"),
            ("叁佰贰拾伍元零肆分", "325.04"),
            ("人民币 壹万贰仟圆正", "12000.00"),
            ("贰亿零伍万元整", "200050000.00"),
            ("壹万亿元整", "1000000000000.00"),
            ("拾元整", "10.00"),
            ("伍角整", "0.50"),
            ("负叁元整", "-3.00"),
            ("貳拾參圓", "23.00"),
        ] {
            let read = parse_capitals(text).map(|money| money.to_string());
            assert_eq!(read.as_deref(), Some(yuan), "{text}");
        }
        for text in [
            "",
            "整",
            "元",
            "元整",
            "壹贰元",
            "壹佰仟元",
            "拾佰元",
            "壹万贰万元",
            "壹元贰分整",
            "壹元贰",
            "壹角贰角",
            "壹拾拾元",
            "12000元",
            "壹万",
            "人民币",
            "壹元伍分叁角",
            "百元",
        ] {
            assert_eq!(parse_capitals(text), None, "{text}");
        }
    }
}
