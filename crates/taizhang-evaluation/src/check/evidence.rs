//! EVID: what nothing proves.

use taizhang_core::event::{ActualSource, Event, Recorded};
use taizhang_core::ids::EventId;
use taizhang_core::quotation::quoted;

use super::case::Case;
use super::{Due, Input, Rule, Run};
use crate::finding::{Finding, Severity};
use crate::self_evaluation::IndicatorRow;

pub(super) const RULE: Rule = Rule {
    code: "EVID",
    title: "没有佐证",
    severity: Severity::Error,
    inputs: &[Input::Ledger],
    explanation: "支付要有凭证，活动要有签到表或照片，评定和调查要有依据材料。按类汇总报告，逐笔见所列台账号。\
                  靠人工评定得满分而评定没有附依据材料的，是错误：活动计数、台账数据、调查都有来历，评定只有材料可查。",
    source: "财政复核要点：账册凭证、合同验收、佐证资料",
    due: Due::Always,
    run: Run::Plain(run),
};

/// Events listed in one finding; the message counts them all.
const LISTED: usize = 50;

/// A kind of event that needs evidence.
struct Kind {
    place: &'static str,
    name: &'static str,
    remedy: &'static str,
    is: fn(&Event) -> bool,
}

const KINDS: [Kind; 4] = [
    Kind {
        place: "payments",
        name: "支付",
        remedy: "为支付附上凭证、发票或合同。",
        is: |event| matches!(event, Event::DisbursementMade(_)),
    },
    Kind {
        place: "activities",
        name: "活动",
        remedy: "为活动附上通知、签到表或照片。",
        is: |event| matches!(event, Event::ActivityRecorded(_)),
    },
    Kind {
        place: "assessments",
        name: "指标评定",
        remedy: "为评定附上依据材料。",
        is: |event| matches!(event, Event::IndicatorAssessed(_)),
    },
    Kind {
        place: "surveys",
        name: "满意度调查",
        remedy: "为调查附上问卷样张和汇总表。",
        is: |event| matches!(event, Event::SurveyHeld(_)),
    },
];

/// Tells whether evidence is attached to an event, or to what corrected it.
fn is_proved(case: &Case<'_>, event: EventId) -> bool {
    let corrects = |recorded: &&Recorded| matches!(&recorded.event, Event::ActivityCorrected(correction) if correction.target == event);
    case.has_evidence(event)
        || case.standing().filter(corrects).any(|recorded| is_proved(case, recorded.id))
}

fn run(case: &Case<'_>) -> Vec<Finding> {
    let mut findings: Vec<Finding> =
        case.evaluation.indicators.iter().filter_map(|row| full_marks(case, row)).collect();
    for kind in &KINDS {
        let all: Vec<&Recorded> =
            case.standing().filter(|recorded| (kind.is)(&recorded.event)).collect();
        let bare: Vec<&Recorded> =
            all.iter().copied().filter(|recorded| !is_proved(case, recorded.id)).collect();
        if bare.is_empty() {
            continue;
        }
        let message = format!("{}共{}笔，其中{}笔没有佐证", kind.name, all.len(), bare.len());
        findings.push(
            Finding::new(RULE.code, Severity::Warning, kind.place, message)
                .fact(format!("登记：{}笔", all.len()))
                .fact(format!("有佐证：{}笔", all.len().saturating_sub(bare.len())))
                .behind(bare.iter().take(LISTED).map(|recorded| recorded.sequence.get()))
                .remedy(kind.remedy),
        );
    }
    findings
}

/// An indicator that a person's judgement alone gave full marks, and nothing proves.
fn full_marks(case: &Case<'_>, row: &IndicatorRow) -> Option<Finding> {
    let judged = case.book.assessments().latest(|judged| judged.indicator == row.id)?;
    let indicators = case.book.indicators();
    let rests_on_it = indicators
        .iter()
        .any(|indicator| indicator.id == row.id && indicator.source == ActualSource::Assessed);
    if !rests_on_it || row.score < row.weight || is_proved(case, judged.event) {
        return None;
    }
    let message = format!("指标{}评定得满分，没有佐证", quoted(&row.name));
    let found = Finding::new(RULE.code, Severity::Error, row.id.to_string(), message)
        .fact(format!("得分：{}（分值{}）", row.score, row.weight))
        .fact("评定的佐证：没有")
        .behind([judged.sequence.get()])
        .remedy("为评定附上依据材料；没有材料的，按实际情况重新评定并说明偏差原因。");
    Some(found)
}
