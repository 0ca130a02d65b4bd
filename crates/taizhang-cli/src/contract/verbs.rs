//! The table of all verbs.

use super::Contract;
use crate::ExitCode::{Damaged, Findings, Refused, Success, Unavailable, Usage};

/// Every verb, in the order of the grammar.
pub const CONTRACTS: &[Contract] = &[
    Contract::new("", Contract::PLAIN, &["home"]),
    Contract::new("init", Contract::FREE_WRITER, &["init"]),
    Contract::new("demo", Contract::FREE_WRITER, &["demo"]),
    Contract::recording("allocate"),
    Contract::recording("adjust"),
    Contract::recording("disburse"),
    Contract::recording("refund"),
    Contract::recording("correct"),
    Contract::recording("record"),
    Contract::importing("import payments"),
    Contract::importing("import budget"),
    Contract::importing("import opening"),
    Contract::importing("import carry-over"),
    Contract::importing("import activities"),
    Contract::importing("import indicators"),
    Contract::importing("import assets"),
    Contract::importing("import staff"),
    Contract::new("import list", Contract::PLAIN, &["import-batches"]),
    Contract::new("import undo", Contract::LEDGER, &["import-undone"]),
    Contract::new("import profile list", Contract::PLAIN, &["import-profiles"]),
    Contract::new("import profile show", Contract::LEDGER, &[]),
    Contract::new("import profile add", Contract::LEDGER, &[]),
    Contract::recording("attach"),
    Contract::recording("target objective"),
    Contract::recording("target goal"),
    Contract::recording("target add"),
    Contract::recording("target adjust"),
    Contract::new("target show", Contract::PLAIN, &["self-evaluation"]),
    Contract::recording("assess"),
    Contract::recording("explain"),
    Contract::recording("narrate"),
    Contract::recording("survey"),
    Contract::recording("headcount"),
    Contract::recording("asset"),
    Contract::new("status", Contract::LEDGER, &["status"]),
    Contract::new(
        "list",
        Contract::LEDGER,
        &["lines", "changes", "payments", "months", "activities", "self-evaluation", "figures"],
    ),
    Contract::new("search", Contract::LEDGER, &["search"]),
    Contract::new("codes", Contract::FREE, &["codes"]),
    Contract::new("show", Contract::LEDGER, &["event"]),
    Contract::new("trace", Contract::LEDGER, &["trace"]),
    Contract::new("check", Contract::JUDGE, &["findings", "rule"]).finding("有未豁免的错误或提醒"),
    Contract::new("monitor", Contract::JUDGE, &["monitoring", "monitoring-files"])
        .finding("有红灯、黄灯或提醒"),
    Contract::new("audit", &[Success, Findings, Usage, Refused], &["audit", "rule"])
        .finding("有要改正或说明的发现"),
    Contract::recording("waive"),
    Contract::new("reconcile", Contract::LEDGER, &["recorded", "reconciliation"]),
    Contract::recording("submit"),
    Contract::recording("review"),
    Contract::recording("upload"),
    Contract::recording("receipt"),
    Contract::recording("score"),
    Contract::recording("close month"),
    Contract::recording("close year"),
    Contract::recording("reopen"),
    Contract::recording("open"),
    Contract::new("packs list", &[Success, Findings, Usage], &["packs"])
        .finding("有自己的表样不能使用；其余照列"),
    Contract::new("packs show", Contract::FREE, &["pack-rules"]),
    Contract::new("packs check", Contract::FREE_WRITER, &["pack"]),
    Contract::new("packs schema", &[Success, Usage], &[]),
    Contract::new("packs new", Contract::LEDGER, &["folder"]),
    Contract::new("report", Contract::JUDGE, &["report"])
        .finding("还有未处理的错误；报告照样写出，只能作草稿"),
    Contract::new(
        "export",
        Contract::JUDGE,
        &["export", "exporters", "export-check", "export-package", "export-conformance"],
    )
    .finding("还有未处理的错误，文件只能作草稿；或 --check 有不同，--conformance 有不符"),
    Contract::new("verify", Contract::JUDGE, &["verify"])
        .finding("索引、佐证、快照有问题，或 --head 对不上"),
    Contract::new("doctor", &[Success, Findings, Usage, Damaged], &["doctor"])
        .finding("有一项有问题（✘）"),
    Contract::new("log", Contract::LEDGER, &["events"]),
    Contract::new("backup", Contract::JUDGE, &["backup", "counted"])
        .finding("备份写好了，但缺台账里已经不见的佐证"),
    Contract::new("restore", Contract::FREE_WRITER, &["backup", "counted"]),
    Contract::new("rebuild", Contract::PLAIN, &["counted"]),
    Contract::new("completions", &[Success, Usage], &[]),
    Contract::new("man", &[Success, Usage, Unavailable], &["folder"]),
    Contract::new("schema", Contract::FREE, &[]),
];
