//! The forms of results, from the types that are written.

use schemars::generate::SchemaSettings;
use schemars::{JsonSchema, Schema};
use taizhang_ledger::audit::AuditFinding;
use taizhang_ledger::core::figure::Figure;
use taizhang_ledger::evaluation::{Finding, Monitoring, SelfEvaluation};
use taizhang_ledger::export::{ActivityEntry, ExpenditureEntry, LineEntry};

use crate::command as verb;
use crate::error::FailureJson;

/// The form of a result.
pub struct Form {
    /// Its name; the schema is `docs/schema/cli/NAME.schema.json`.
    pub name: &'static str,
    /// What it is, in Chinese.
    pub title: &'static str,
    make: fn(&mut schemars::SchemaGenerator) -> Schema,
}

impl Form {
    const fn of<T: JsonSchema>(name: &'static str, title: &'static str) -> Self {
        Self { name, title, make: schemars::SchemaGenerator::root_schema_for::<T> }
    }

    /// Finds a form by its name.
    pub fn named(name: &str) -> Option<&'static Self> {
        FORMS.iter().find(|form| form.name == name)
    }

    /// Returns the schema of what is written, with the form's title.
    pub fn schema(&self) -> Schema {
        let mut generator = SchemaSettings::draft2020_12().for_serialize().into_generator();
        let mut schema = (self.make)(&mut generator);
        schema.insert("title".to_owned(), self.title.into());
        schema
    }
}

/// Every form, by name.
pub const FORMS: &[Form] = &[
    Form::of::<Vec<ActivityEntry>>("activities", "list activities：活动"),
    Form::of::<Vec<AuditFinding>>("audit", "audit：审核发现"),
    Form::of::<verb::backup::BackupContents>("backup", "backup、restore：备份的内容"),
    Form::of::<Vec<verb::list::LineChange>>("changes", "list changes：预算调整"),
    Form::of::<Vec<verb::codes::CodeEntry>>("codes", "codes：科目"),
    Form::of::<verb::backup::Counted>("counted", "rebuild，以及备份、恢复、重建的试运行"),
    Form::of::<verb::demo::DemoBuilt>("demo", "demo：演示台账"),
    Form::of::<verb::doctor::DoctorJson>("doctor", "doctor：体检"),
    Form::of::<verb::show::EventInFull>("event", "show：一个事件"),
    Form::of::<Vec<verb::log::LogEntry>>("events", "log：流水"),
    Form::of::<verb::export::written::ExportWritten>("export", "export：导出的文件"),
    Form::of::<verb::export::compare::FileComparison<'static>>(
        "export-check",
        "export --check：文件与台账比较",
    ),
    Form::of::<verb::export::check_archive::PackageCheck<'static>>(
        "export-package",
        "export archive --check：档案包与清单比较",
    ),
    Form::of::<verb::export::conformance::Examination<'static>>(
        "export-conformance",
        "export --conformance：导出程序是否符合约定",
    ),
    Form::of::<Vec<verb::export::list::Entry>>("exporters", "export --list：可用的格式"),
    Form::of::<FailureJson<'static>>("failure", "任何命令：出错时"),
    Form::of::<Vec<Figure>>("figures", "list figures：取数"),
    Form::of::<Vec<Finding>>("findings", "check：检查发现"),
    Form::of::<verb::man::FileWritten>("file", "completions --output：写好的文件"),
    Form::of::<verb::man::FolderWritten>("folder", "man --output、packs new：写好的文件夹"),
    Form::of::<verb::home::HomeJson>("home", "不写命令：到哪一步了"),
    Form::of::<Vec<verb::import::batch::BatchJson>>("import-batches", "import list：各次导入"),
    Form::of::<verb::import::evidence::FolderJson>("import-evidence", "import evidence：预览"),
    Form::of::<verb::import::preview::PostedJson>("import-posted", "import --yes：入账的导入"),
    Form::of::<verb::import::preview::PreviewJson<'static>>("import-preview", "import：预览"),
    Form::of::<verb::import::batch::ProfileAdded>(
        "import-profile-added",
        "import profile add：采用的方案",
    ),
    Form::of::<Vec<verb::import::batch::ProfileJson>>(
        "import-profiles",
        "import profile list：导入方案",
    ),
    Form::of::<verb::import::batch::UndoJson>("import-undone", "import undo：撤销的导入"),
    Form::of::<verb::init::LedgerMade>("init", "init：建好的台账"),
    Form::of::<Vec<LineEntry>>("lines", "list lines：指标"),
    Form::of::<Monitoring>("monitoring", "monitor：监控"),
    Form::of::<verb::monitor::MonitoringWritten<'static>>(
        "monitoring-files",
        "monitor --output：监控的文件",
    ),
    Form::of::<Vec<verb::list::ClassMonths>>("months", "list months：按月支出"),
    Form::of::<verb::packs::PackJson>("pack", "packs check：一个表样"),
    Form::of::<verb::packs::PackInFull>("pack-rules", "packs show：表样和规则"),
    Form::of::<Vec<verb::packs::PackJson>>("packs", "packs list：表样"),
    Form::of::<Vec<ExpenditureEntry>>("payments", "list payments：支付、退回、红字"),
    Form::of::<verb::reconcile::form::ComparisonJson>("reconciliation", "reconcile 文件：对账"),
    Form::of::<verb::recorded::OutcomeJson>("recorded", "登记类命令：登记的事件"),
    Form::of::<verb::report::ReportWritten>("report", "report：自评报告"),
    Form::of::<verb::check::RuleJson>("rule", "check --explain、audit --explain：一条规则"),
    Form::of::<verb::search::Found>("search", "search：查找结果"),
    Form::of::<SelfEvaluation>("self-evaluation", "target show、list indicators：自评结果"),
    Form::of::<verb::status::StatusJson<'static>>("status", "status：总览"),
    Form::of::<verb::trace::TraceJson<'static>>("trace", "trace：溯源"),
    Form::of::<verb::verify::VerifyJson>("verify", "verify：校验"),
];
