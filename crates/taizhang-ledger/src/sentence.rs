//! Each event as a sentence that the people in the office understand.

use taizhang_core::event::{
    ActualSource, AssessedValue, BalanceDisposal, BudgetLine, DeviationSubject, Disbursement,
    Event, ImportKind, ImportedList, ImportedLists, Reconciliation, ReviewOutcome, Target,
};
use taizhang_core::money::with_thousands;
use taizhang_core::quotation::quoted;
use taizhang_core::{Money, SourceDocument};

use crate::list_name;

/// Says in one Chinese sentence what happened.
pub fn sentence(event: &Event) -> String {
    unit_and_year(event)
        .or_else(|| budget(event))
        .or_else(|| spending(event))
        .or_else(|| performance(event))
        .unwrap_or_else(|| control(event))
}

fn yuan(amount: Money) -> String {
    format!("{} 元", with_thousands(&amount.to_string()))
}

fn document(source: &SourceDocument) -> String {
    source.number.to_string()
}

/// A document by its number, and with its date where the other one differs in that.
fn dated(source: &SourceDocument, other: &SourceDocument) -> String {
    if source.dated == other.dated {
        return document(source);
    }
    format!("{} {}", source.number, source.dated)
}

/// Says which particulars of a line differ, and how.
fn particulars(was: &BudgetLine, now: &BudgetLine) -> Vec<String> {
    let words = |line: &BudgetLine| {
        let project = line.category.project();
        [
            ("名称", line.name.clone()),
            ("类别", line.category.name().to_owned()),
            ("项目编码", project.map_or_else(String::new, |project| project.code.clone())),
            ("项目名称", project.map_or_else(String::new, |project| project.name.clone())),
            ("资金性质", line.fund.name().to_owned()),
            ("功能科目", line.function.to_string()),
            ("经济科目", line.economic.to_string()),
        ]
    };
    let shown = |text: String| if text.is_empty() { "无".to_owned() } else { text };
    words(was)
        .into_iter()
        .zip(words(now))
        .filter(|((_, was), (_, now))| was != now)
        .map(|((what, was), (_, now))| format!("{what} {} → {}", shown(was), shown(now)))
        .collect()
}

fn unit_and_year(event: &Event) -> Option<String> {
    Some(match event {
        Event::UnitRegistered(unit) => format!("登记单位：{}（{}）", unit.name, unit.code),
        Event::YearOpened(opening) => match &opening.previous {
            None => format!("开立 {} 年度账", opening.year),
            Some(previous) => {
                format!("开立 {} 年度账，承接 {} 年度年结", opening.year, previous.year)
            }
        },
        Event::PreviousClosingQuoted(quoted) => format!("补记承接 {} 年度年结", quoted.year),
        Event::MonthLocked(lock) => format!("锁定 {} 月（月结）", lock.month),
        Event::MonthReopened(reopening) => {
            format!("重开 {} 月：{}", reopening.month, reopening.reason)
        }
        Event::YearClosed(closing) => {
            let total = |disposal| {
                let chosen = closing.balances.iter().filter(|b| b.disposal == disposal);
                Money::sum(chosen.map(|balance| balance.amount)).unwrap_or_default()
            };
            format!(
                "年结：结转 {}，结余 {}",
                yuan(total(BalanceDisposal::CarryOver)),
                yuan(total(BalanceDisposal::Surplus))
            )
        }
        Event::YearReopened(reopening) => format!("反结账：{}", reopening.reason),
        Event::AuthorisedPostsSet(posts) => {
            format!("核定{} {} 名", posts.kind.name(), posts.count)
        }
        Event::HeadcountRecorded(count) => {
            format!("登记{} {} 人", count.category.name(), count.count)
        }
        Event::AssetsRecorded(holding) => format!(
            "登记{}：原值 {}，净值 {}",
            holding.class.name(),
            yuan(holding.gross_value),
            yuan(holding.net_book_value)
        ),
        _ => return None,
    })
}

fn budget(event: &Event) -> Option<String> {
    let one_line = |verb: &str, line: &BudgetLine, amount, source| {
        format!("{verb} {}：指标 {} {}（{}）", yuan(amount), line.id, line.name, document(source))
    };
    Some(match event {
        Event::OriginalBudgetApproved(g) => one_line("年初批复", &g.line, g.amount, &g.document),
        Event::BudgetSupplemented(g) => one_line("追加预算", &g.line, g.amount, &g.document),
        Event::BudgetReduced(c) => one_line("追减预算", &c.line, c.amount, &c.document),
        Event::AllotmentFrozen(c) => one_line("冻结指标", &c.line, c.amount, &c.document),
        Event::AllotmentReleased(c) => one_line("解冻指标", &c.line, c.amount, &c.document),
        Event::AllotmentWithdrawn(c) => one_line("收回指标", &c.line, c.amount, &c.document),
        Event::CarryOverBroughtIn(c) => {
            let verb = format!("{} 年结转转入", c.origin_year);
            one_line(&verb, &c.line, c.amount, &c.document)
        }
        Event::VirementMade(v) => format!(
            "预算调剂 {}：指标 {} → 指标 {}（{}）",
            yuan(v.amount),
            v.from.id,
            v.to.id,
            document(&v.document)
        ),
        Event::BudgetLineAmended(amendment) => format!(
            "改正指标 {}（{}）：{}",
            amendment.now.id,
            particulars(&amendment.was, &amendment.now).join("，"),
            amendment.reason
        ),
        Event::BudgetDocumentAmended(amendment) => format!(
            "改正指标 {} 的文号（{} → {}）：{}",
            amendment.lines.iter().map(ToString::to_string).collect::<Vec<_>>().join("、"),
            dated(&amendment.was, &amendment.now),
            dated(&amendment.now, &amendment.was),
            amendment.reason
        ),
        _ => return None,
    })
}

/// Names the number of a payment that is not that of its voucher.
fn payment_id(payment: &Disbursement) -> String {
    let id = payment.payment_id.as_ref().filter(|id| **id != payment.voucher);
    id.map(|id| format!("，支付单号 {id}")).unwrap_or_default()
}

fn spending(event: &Event) -> Option<String> {
    Some(match event {
        Event::DisbursementMade(payment) => format!(
            "支付 {}：{}，收款人 {}，凭证 {}{}，指标 {}，科目 {}",
            yuan(payment.amount),
            payment.memo,
            payment.payee,
            payment.voucher,
            payment_id(payment),
            payment.line.id,
            payment.economic
        ),
        Event::DisbursementReturned(back) => format!(
            "退回 {}：原凭证 {}，退回凭证 {}，{}",
            yuan(back.amount),
            back.disbursement.voucher,
            back.voucher,
            back.reason
        ),
        Event::Reversed(reversal) => {
            format!("红字冲销【{}】：{}", sentence(&reversal.event), reversal.reason)
        }
        Event::Reconciled(compared) => reconciled(compared),
        _ => return None,
    })
}

/// Says what the two sides have, and what the other one was read from.
fn reconciled(statement: &Reconciliation) -> String {
    let Reconciliation { shown_outturn, ledger_outturn, explanation, compared, lists, .. } =
        statement;
    let read = (!lists.is_empty()).then(|| format!("与 {} 核对", lists_text(lists)));
    let (shown, ledger) = (yuan(*shown_outturn), yuan(*ledger_outturn));
    let sums = format!("系统显示已支出 {shown}，台账 {ledger}");
    let numbers = compared.map(|numbers| {
        format!(
            "逐号核对：相符 {}，只有台账有 {}，只有系统有 {}，金额或月份不同 {}",
            numbers.matched, numbers.only_here, numbers.only_there, numbers.amount_differs
        )
    });
    let unclear = compared.map_or(0, |numbers| numbers.unclear);
    let unclear = (unclear > 0).then(|| format!("分不清 {unclear}"));
    let explanation = (!explanation.is_empty()).then(|| explanation.clone());
    let parts = [read, Some(sums), numbers, unclear, explanation].into_iter().flatten();
    format!("对账：{}", parts.collect::<Vec<_>>().join("，"))
}

/// Names lists that were compared, the first of very many.
pub fn lists_text(lists: &[ImportedList]) -> String {
    let named = lists.iter().take(NAMED_LISTS).map(|list| list_name(ImportKind::Payments, list));
    let named: Vec<String> = named.collect();
    let more = if lists.len() > NAMED_LISTS {
        format!(" 等 {} 张表", lists.len())
    } else {
        String::new()
    };
    format!("{}{more}", named.join("、"))
}

fn performance(event: &Event) -> Option<String> {
    Some(match event {
        Event::ObjectiveDeclared(objective) => format!("申报年度目标：{}", objective.text),
        Event::GoalDeclared(goal) => format!(
            "申报年度绩效目标 {}（{} 分，{} 个指标）：{}",
            goal.number,
            goal.weight.normalize(),
            goal.indicators.len(),
            goal.text
        ),
        Event::IndicatorDeclared(indicator) => format!(
            "申报绩效指标 {} {}：{}，{} 分，取值 {}",
            indicator.id,
            indicator.name,
            target(&indicator.target),
            indicator.weight.normalize(),
            source(&indicator.source)
        ),
        Event::IndicatorAdjusted(change) => format!(
            "调整绩效指标 {} 的目标为 {}：{}",
            change.indicator,
            target(&change.target),
            change.reason
        ),
        Event::ActivityRecorded(activity) => {
            format!("登记活动 {} {}（{}）", activity.id, activity.name, counts(&activity.results))
        }
        Event::ActivityCorrected(correction) => format!(
            "更正活动 {} {}（{}）：{}",
            correction.now.id,
            correction.now.name,
            counts(&correction.now.results),
            correction.reason
        ),
        Event::SurveyHeld(survey) => format!(
            "满意度调查{}：有效样本 {}，满意 {}",
            quoted(&survey.subject),
            survey.sample,
            survey.satisfied
        ),
        Event::IndicatorAssessed(assessment) => format!(
            "评定绩效指标 {}：{}，{}",
            assessment.indicator,
            match &assessment.finding {
                AssessedValue::Actual(value) => format!("完成值 {}", value.normalize()),
                AssessedValue::Tier { tier, percent } => {
                    format!("{}（{}%）", tier.name(), percent.normalize())
                }
            },
            assessment.reason
        ),
        Event::DeviationExplained(deviation) => {
            let subject = match &deviation.subject {
                DeviationSubject::Indicator(id) => format!("指标 {id}"),
                DeviationSubject::Figure(key) => format!("取数 {key}"),
            };
            let causes: Vec<&str> = deviation.causes.iter().map(String::as_str).collect();
            let classed = if causes.is_empty() {
                String::new()
            } else {
                format!("（{}）", causes.join("、"))
            };
            format!("说明偏差 {subject}{classed}：{}", deviation.reason)
        }
        Event::EvidenceAttached(evidence) => {
            format!("附佐证 {}（{} 字节）", evidence.file_name, evidence.bytes)
        }
        _ => return None,
    })
}

fn control(event: &Event) -> String {
    match event {
        Event::NarrativeWritten(narrative) => {
            let characters = narrative.markdown.chars().count();
            format!("撰写章节 {}（{characters} 字）", narrative.section)
        }
        Event::NarrativeReviewed(review) => format!("复核章节 {}", review.section),
        Event::SelfEvaluationSubmitted(submission) => {
            format!("自评送审：{} 分", submission.score.normalize())
        }
        Event::SelfEvaluationReviewed(review) => match review.outcome {
            ReviewOutcome::Approved => "自评复核通过".to_owned(),
            ReviewOutcome::Returned => format!("自评退回修改：{}", review.remark),
        },
        Event::ReturnSubmitted(submission) => format!("上报 {}", submission.profile),
        Event::ReceiptRecorded(receipt) => format!("收到回执 {}", receipt.number),
        Event::BureauScored(score) => format!("财政评分 {} 分", score.score.normalize()),
        Event::FindingWaived(waiver) => {
            format!("豁免 {} {}：{}", waiver.code, waiver.place, waiver.reason)
        }
        Event::ListImported(record) => imported(record),
        other => other.kind().to_string(),
    }
}

/// How many lists of an import are named one by one.
const NAMED_LISTS: usize = 3;

/// Says what was imported, and how much of it was entered.
fn imported(record: &ImportedLists) -> String {
    let ImportedLists { kind, lists, .. } = record;
    let what = match kind {
        ImportKind::Evidence => "个文件",
        ImportKind::CarryOver => "项",
        _ => "行",
    };
    let list = |list: &ImportedList| {
        let amount =
            if list.amount.is_zero() { String::new() } else { format!(" {}", yuan(list.amount)) };
        format!("{} {} {what}{amount}", list_name(*kind, list), list.rows)
    };
    let mut named: Vec<String> = lists.iter().take(NAMED_LISTS).map(list).collect();
    if lists.len() > NAMED_LISTS {
        let rest = lists.len().saturating_sub(NAMED_LISTS);
        named.push(format!("另有 {rest} 张表"));
    }
    format!("导入记录 {}：{}", kind.name(), named.join("，"))
}

/// Says what an indicator is to reach: `≥3场次`, or in words.
pub fn target(target: &Target) -> String {
    match target {
        Target::Quantitative { comparator, value, unit } => {
            format!("{}{}{unit}", comparator.sign(), value.normalize())
        }
        Target::Qualitative { description } => description.clone(),
    }
}

fn source(source: &ActualSource) -> String {
    match source {
        ActualSource::ResultSum(measure) => format!("计数“{measure}”合计"),
        ActualSource::ResultCount(measure) => format!("计数“{measure}”的次数"),
        ActualSource::ResultLast(measure) => format!("计数“{measure}”的最新值"),
        ActualSource::Figure(key) => format!("取数 {key}"),
        ActualSource::Survey(subject) => format!("{}调查满意率", quoted(subject)),
        ActualSource::Assessed => "人工评定".to_owned(),
    }
}

/// Says what an activity counted, and that it counted nothing.
pub fn counts(results: &[taizhang_core::event::CountedResult]) -> String {
    let counted: Vec<String> = results
        .iter()
        .map(|result| {
            let quantity = &result.quantity;
            format!("{} {}{}", result.name, quantity.value.normalize(), quantity.unit)
        })
        .collect();
    if counted.is_empty() { "未计数".to_owned() } else { counted.join("，") }
}
