//! RATE: “比上年增加d万元，增长p%”, in text and in columns.

use rust_decimal::Decimal;
use taizhang_evaluation::{Finding, Severity};

use crate::case::Case;
use crate::extract::amount::Amount;
use crate::extract::grid::{Row, Section};
use crate::extract::number::{Agreement, Number, agreement, percent, share};
use crate::extract::passage::Passage;
use crate::extract::role::Role;
use crate::extract::{Pattern, regex};

static CHANGE: Pattern = Pattern::new(|| {
    regex(
        r"(?P<way>增加|减少|增长|下降|上升|降低|增|减)(?:了)?(?P<amount>[0-9][0-9,]*(?:\.[0-9]+)?(?:亿元|万元|元|人次|场次|万人次|人|名|个|场|次|份|件|户|家|期|辆|台))[，,、（(]?\s?(?P<basis>同比|比上年)?(?P<then>增加|减少|增长|下降|上升|降低|增幅|降幅|减幅|增|减)(?:率)?(?:为|了|达|约)?\s?(?P<percent>[0-9][0-9,]*(?:\.[0-9]+)?%)",
    )
});

/// Words between an amount and its change that name no other amount.
static ADJACENT: Pattern = Pattern::new(|| {
    regex(
        r"^[，,、（( ]*(?:[0-9]{4}年|与|和|比|较|同|上一?年|去年|前年|[（(][^）)]{0,8}[）)]|年度|年初预算|预算|决算|数|相比|期|环|总体|共|了|本年|当年|有所|实际|分别|[，, ])*$",
    )
});

/// What may stand between an amount and its change: a share, what it is of the budget, another
/// change.
static BETWEEN: Pattern = Pattern::new(|| {
    regex(
        r"[，,；;]?(?:占[^，,。；;]{0,20}?[0-9.]*%|完成[^，,。；;]{0,24}?的[0-9.,]+%|比[^，,。；;]{0,24}?(?:增加|减少)[0-9.,]+[亿万]?元[，,](?:增长|下降|降低|减少)[0-9.,]+%)(?:[，,；;]|$)?",
    )
});

/// What is said of an amount besides its name.
const OF_ALL: &[&str] = &[
    "财政拨款",
    "总额",
    "总计",
    "合计",
    "支出",
    "收入",
    "决算",
    "预算",
    "经费",
    "费用",
    "实际",
    "年初",
    "全年",
    "数",
    "费",
    "较",
    "比",
    "同",
    "与",
    "上年",
    "去年",
    "期",
    "年度",
    "年",
    "本",
    "相",
    "其中",
    "“",
    "”",
];

pub(super) fn run(case: &Case<'_>) -> Vec<Finding> {
    let mut findings: Vec<Finding> =
        case.passages.iter().flat_map(|passage| in_text(case, passage)).collect();
    findings.extend(in_tables(case));
    findings
}

fn in_text(case: &Case<'_>, passage: &Passage) -> Vec<Finding> {
    let mut findings = Vec::new();
    for captures in CHANGE.captures_iter(&passage.text) {
        let (Some(whole), Some(way)) = (captures.get(0), captures.name("way")) else { continue };
        let Some(amount) = captures.name("amount") else { continue };
        let at = |end: usize| passage.amounts.iter().find(move |found| found.span.end == end);
        let (Some(change), Some(printed)) = (at(amount.end()), at(whole.end())) else { continue };
        let falls = is_fall(way.as_str());
        let then = captures.name("then").map_or("", |m| m.as_str());
        let turns = !then.is_empty() && is_fall(then) != falls;
        // “比预算增加5万元，同比下降3%” compares with two things.
        if turns && captures.name("basis").is_some() {
            continue;
        }
        if turns && !change.number.value.is_zero() {
            findings.push(against(passage, way.as_str(), change, then, printed));
            continue;
        }
        let earlier: Vec<&Number> = passage
            .amounts
            .iter()
            .filter(|found| found.span.end <= whole.start())
            .map(|found| &found.number)
            .filter(|number| number.kind() == change.number.kind() && !number.value.is_zero())
            .collect();
        let currents = currents(case, passage, whole.start(), change);
        let agrees =
            |base: &Number| agreement(&change.number, base, &printed.number) != Agreement::None;
        let fits = |current: &Number| {
            prior(current, &change.number, falls).is_some_and(|base| agrees(&base))
        };
        if currents.iter().any(|current| fits(current) || agrees(current))
            || earlier.iter().any(|number| agrees(number) || fits(number))
        {
            continue;
        }
        let Some(current) = currents.last() else { continue };
        let Some(base) = prior(current, &change.number, falls) else { continue };
        let Some(computed) = share(change.number.value_as(&base), base.value) else { continue };
        let message = format!(
            "{}{}，比率应为{}，文中为{}",
            way.as_str(),
            change.number.text,
            percent(computed),
            printed.number.text
        );
        findings.push(
            Finding::new("RATE", Severity::Error, &passage.place, message)
                .fact(format!("本年{}", current.text))
                .fact(format!("{}{}", way.as_str(), change.number.text))
                .fact(format!("比率{}", printed.number.text))
                .formula(format!("{}÷{}＝{}", change.number.value, base.value, percent(computed)))
                .remedy("增减率以上年数为基数，核对本年数、增减额和比率。"),
        );
    }
    findings
}

fn is_fall(way: &str) -> bool {
    ["减少", "下降", "降低", "降幅", "减幅", "减"].contains(&way)
}

/// “增加5万元，下降3%”.
fn against(passage: &Passage, way: &str, change: &Amount, then: &str, printed: &Amount) -> Finding {
    let message = format!("{way}{}，却写{then}{}", change.number.text, printed.number.text);
    Finding::new("RATE", Severity::Error, &passage.place, message)
        .fact(format!("{way}{}", change.number.text))
        .fact(format!("{then}{}", printed.number.text))
        .formula("增减额与增减率方向相反")
        .remedy("核对是增加还是减少，两处改成一致。")
}

/// Returns this year's amounts that a change can be of: the one right before it, or those that
/// have the name of what changed.
fn currents<'a>(
    case: &'a Case<'_>,
    passage: &'a Passage,
    start: usize,
    change: &Amount,
) -> Vec<&'a Number> {
    let is_current =
        |amount: &&Amount| amount.number.kind() == change.number.kind() && !amount.is_comparison();
    let is_own = |amount: &&Amount| {
        amount.number.unit != "%" && !amount.label.starts_with("完成") && !amount.is_comparison()
    };
    let mut before = passage.amounts.iter().filter(|amount| amount.span.end <= start);
    let last = before.rfind(is_own);
    let begins = last.map_or(0, |last| last.span.end);
    let between = passage.text.get(begins..start).unwrap_or_default();
    let between = BETWEEN.replace_all(between, "，");
    if let Some(last) = last.filter(|_| ADJACENT.is_match(&between)) {
        return if is_current(&last) { vec![&last.number] } else { Vec::new() };
    }
    let clause = between.rsplit(['，', '。', '；', '：', ',', ';', ':']).next().unwrap_or_default();
    let name = named(clause);
    if name.chars().count() < 2 {
        return Vec::new();
    }
    let of_name = |passage: &'a Passage| {
        let begins = move |amount: &Amount| passage.sentence_bounds(amount.span.start).0;
        let name = name.clone();
        passage.amounts.iter().filter(is_current).filter(move |amount| {
            let own = named(&amount.label);
            // “三公经费预算5万元，支出3万元”: the second amount has no name of its own.
            let inherits = || {
                let sentence = passage.text.get(begins(amount)..amount.span.start);
                sentence.is_some_and(|sentence| named(sentence).contains(&name))
            };
            own == name || (own.is_empty() && inherits())
        })
    };
    case.passages.iter().flat_map(of_name).map(|amount| &amount.number).collect()
}

/// Returns what a clause is about, without the words that any amount may have.
fn named(clause: &str) -> String {
    let mut name: String =
        clause.chars().filter(|c| !c.is_ascii_digit() && !c.is_whitespace()).collect();
    for word in OF_ALL {
        name = name.replace(word, "");
    }
    name
}

/// Returns last year's amount as it follows from this year's and the change.
fn prior(current: &Number, change: &Number, falls: bool) -> Option<Number> {
    let difference = change.value_as(current);
    let value = if falls { current.value + difference } else { current.value - difference };
    let scale = current.scale.max(change.scale);
    (value > Decimal::ZERO).then(|| Number { value, scale, ..current.clone() })
}

fn in_tables(case: &Case<'_>) -> Vec<Finding> {
    let mut findings = Vec::new();
    for section in &case.sections {
        findings.extend(section.rows.iter().filter_map(|row| between_years(section, row)));
        let (Some(change_at), Some(rate_at)) =
            (section.column(Role::Change), section.column(Role::ChangeRate))
        else {
            continue;
        };
        for row in &section.rows {
            let (Some(change), Some(rate)) = (row.number(change_at), row.number(rate_at)) else {
                continue;
            };
            let others: Vec<Number> = (0..change_at).filter_map(|at| row.number(at)).collect();
            let Some(current) = others.last() else { continue };
            let Some(base) = prior(current, &change, false) else { continue };
            let agrees = |base: &Number| {
                let magnitude = Number { value: rate.value.abs(), ..rate.clone() };
                let change = Number { value: change.value.abs(), ..change.clone() };
                agreement(&change, base, &magnitude) != Agreement::None
            };
            if agrees(&base) || others.iter().any(agrees) {
                continue;
            }
            let Some(computed) = share(change.value, base.value) else { continue };
            let message =
                format!("“{}”的增减率应为{}，表中为{}", row.label, percent(computed), rate.text);
            findings.push(
                Finding::new("RATE", Severity::Error, section.place_of(row, rate_at), message)
                    .fact(format!("{}{}", section.header(change_at), change.text))
                    .fact(format!("本年{}", current.text))
                    .formula(format!("{}÷{}＝{}", change.value, base.value, percent(computed)))
                    .remedy("增减率以上年数为基数，核对本年数、增减额和比率。"),
            );
        }
    }
    findings
}

/// Last year, this year and the rate between them, without a column for the difference.
fn between_years(section: &Section<'_>, row: &Row<'_>) -> Option<Finding> {
    let headed = |words: &[&str]| {
        let mut columns = (0..section.columns.len())
            .filter(|at| words.iter().any(|w| section.header(*at).contains(w)));
        let first = columns.next()?;
        columns.next().is_none().then_some(first)
    };
    if section.column(Role::Change).is_some() {
        return None;
    }
    let rate_at = section.column(Role::ChangeRate)?;
    let (prior_at, current_at) = (headed(&["上年", "去年"])?, headed(&["本年", "当年"])?);
    if prior_at == rate_at || current_at == rate_at {
        return None;
    }
    let (prior, current) = (row.number(prior_at)?, row.number(current_at)?);
    let printed = row.number(rate_at).filter(|rate| rate.unit == "%")?;
    let scale = prior.scale.max(current.scale);
    let change = Number { value: current.value - prior.value, scale, ..current.clone() };
    let signless = Number { value: printed.value.abs(), ..printed.clone() };
    let magnitude = Number { value: change.value.abs(), ..change.clone() };
    let fits = agreement(&change, &prior, &printed) != Agreement::None
        || agreement(&magnitude, &prior, &signless) != Agreement::None
        || agreement(&current, &prior, &printed) != Agreement::None;
    if fits || prior.value <= Decimal::ZERO {
        return None;
    }
    let computed = share(change.value, prior.value)?;
    let message =
        format!("“{}”的变动率应为{}，表中为{}", row.label, percent(computed), printed.text);
    Some(
        Finding::new("RATE", Severity::Error, section.place_of(row, rate_at), message)
            .fact(format!("上年{}", prior.text))
            .fact(format!("本年{}", current.text))
            .formula(format!(
                "({}-{})÷{}＝{}",
                current.value,
                prior.value,
                prior.value,
                percent(computed)
            ))
            .remedy("变动率＝（本年－上年）÷上年，核对三个数。"),
    )
}
