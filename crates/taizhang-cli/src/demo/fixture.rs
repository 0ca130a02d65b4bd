//! The files of `fixtures/ningxian-kexie-2022`, carried in the program.

macro_rules! file {
    ($($part:literal),+) => {
        include_str!(concat!("../../../../fixtures/ningxian-kexie-2022/", $($part),+))
    };
}

macro_rules! narratives {
    ($($section:literal),+ $(,)?) => {
        &[$(($section, file!("narrative/", $section, ".md"))),+]
    };
}

macro_rules! evidence {
    ($($name:literal),+ $(,)?) => {
        &[$(($name, file!("evidence/", $name).as_bytes())),+]
    };
}

pub(super) const UNIT: &str = file!("unit.toml");
pub(super) const CALENDAR: &str = file!("calendar.toml");
pub(super) const OBJECTIVE: &str = file!("objective.md");
pub(super) const BUDGET_DOCUMENTS: &str = file!("budget-documents.csv");
pub(super) const PAYMENTS: &str = file!("payments.csv");
pub(super) const CORRECTIONS: &str = file!("corrections.csv");
pub(super) const RETURNS: &str = file!("returns.csv");
pub(super) const RECONCILIATIONS: &str = file!("reconciliations.csv");
pub(super) const STAFF: &str = file!("staff.csv");
pub(super) const ASSETS: &str = file!("assets.csv");
pub(super) const ACTIVITIES: &str = file!("activities.csv");
pub(super) const ACTIVITY_RESULTS: &str = file!("activity-results.csv");
pub(super) const INDICATORS: &str = file!("indicators.csv");
pub(super) const SURVEY: &str = file!("survey.csv");
pub(super) const ASSESSMENTS: &str = file!("assessments.csv");
pub(super) const DEVIATIONS: &str = file!("deviations.csv");
pub(super) const EVIDENCE_LIST: &str = file!("evidence.csv");

/// Sections of the report, by key.
pub(super) const NARRATIVES: &[(&str, &str)] = narratives![
    "adjustment",
    "basic",
    "duties",
    "effects",
    "fulfilment",
    "goal",
    "management",
    "measures",
    "organisation",
    "problems",
    "projects",
    "satisfaction",
    "tasks",
];

/// Evidence files, by name.
pub(super) const EVIDENCE: &[(&str, &[u8])] = evidence![
    "专项资金第二期-项目验收意见.txt",
    "专项资金首期-拨付申请.txt",
    "复印纸硒鼓-采购验收单.txt",
    "大篷车进校园-学校签收单汇总.txt",
    "天宫课堂-学校上报汇总.txt",
    "活动档案抽查-记录.txt",
    "科技辅导员培训-签到表.txt",
    "科技辅导员培训-考核成绩单.txt",
    "送科普走基层-发放登记汇总.txt",
];
