//! DOCNO: brackets and years of document numbers.

use taizhang_evaluation::{Finding, Severity};

use crate::case::Case;
use crate::extract::passage::Passage;
use crate::extract::{Pattern, regex};

static NUMBER: Pattern = Pattern::new(|| {
    regex(
        r"(?P<issuer>[\p{Han}]{1,10})\s?(?P<open>[\[［【〔(（{〖])(?P<year>20[0-9]{2}|19[0-9]{2})(?:年)?(?P<close>[\]］】〕)）}〗])\s?(?P<ordinal>第)?\s?(?P<number>[0-9]{1,5})\s?号",
    )
});

static YEAR: Pattern = Pattern::new(|| regex(r"(20[0-9]{2})\s?年"));

pub(super) fn run(case: &Case<'_>) -> Vec<Finding> {
    let mut findings = Vec::new();
    for passage in &case.passages {
        for captures in NUMBER.captures_iter(&passage.text) {
            let part = |name| captures.name(name).map_or("", |m| m.as_str());
            let Some(whole) = captures.get(0) else { continue };
            let number = whole.as_str();
            if part("open") != "〔" || part("close") != "〕" || !part("ordinal").is_empty() {
                let correct = format!("{}〔{}〕{}号", part("issuer"), part("year"), part("number"));
                findings.push(
                    Finding::new(
                        "DOCNO",
                        Severity::Note,
                        &passage.place,
                        format!("文号“{number}”的写法不合公文格式"),
                    )
                    .fact(number)
                    .formula(format!("应为“{correct}”"))
                    .remedy("年份用六角括号〔〕括入，序号不加“第”。"),
                );
            }
            if let Ok(year) = part("year").parse() {
                findings.extend(funding_year(case, passage, whole.start(), number, year));
            }
        }
    }
    findings
}

/// Money of one year under a document of another. A document of the year before is usual: next
/// year's money is announced early.
fn funding_year(
    case: &Case<'_>,
    passage: &Passage,
    at: usize,
    number: &str,
    year: i32,
) -> Option<Finding> {
    let (start, end) = passage.sentence_bounds(at);
    let sentence = passage.text.get(start..end)?;
    let gives_money = ["下达", "拨付", "安排", "追加"].iter().any(|word| sentence.contains(word))
        && ["资金", "经费", "指标", "拨款"].iter().any(|word| sentence.contains(word))
        && passage.sentence(at).any(|amount| amount.number.is_money());
    let before = passage.text.get(start..at)?;
    // The document may be quoted as a rule and not as the source of the money.
    if !gives_money || ["《", "办法", "规定", "结转"].iter().any(|word| before.contains(word))
    {
        return None;
    }
    let named: Option<i32> =
        YEAR.captures_iter(before).last().and_then(|c| c.get(1)?.as_str().parse().ok());
    let funded = named.or(case.year)?;
    if year + 1 >= funded && year <= funded {
        return None;
    }
    let message = format!("{funded}年的资金由{year}年的文件“{number}”下达");
    Some(
        Finding::new("DOCNO", Severity::Warning, &passage.place, message)
            .fact(format!("资金年度{funded}"))
            .fact(number)
            .formula(format!("{year}≠{funded}，也不是提前下达的{}", funded - 1))
            .remedy("核对文号年份；若是以前年度结转的资金，在结转中列明。"),
    )
}
