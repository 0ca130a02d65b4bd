//! Words of what the disk and the log report.

use taizhang_ledger::ConfigError;
use taizhang_ledger::store::{
    AppendError, BackupError, BackupFlaw, Damage, DamageKind, EvidenceError, FormFault, IndexFault,
    LockError, NoteFault, Notice, OpenError, ReadError, RestoreError, Witness,
};

use super::chain;
use super::io::{io_text, kind_text};
use super::toml::toml_fault;
use crate::ExitCode;
use crate::error::Problem;

pub(crate) fn config_problem(error: &ConfigError) -> (ExitCode, Problem) {
    match error {
        ConfigError::NotALedger { folder } => (
            ExitCode::Unavailable,
            Problem::new(
                format!("{} 不是台账文件夹", folder.display()),
                "里面没有 taizhang.toml",
                "核对 --ledger，或先运行 taizhang init 建账",
            ),
        ),
        ConfigError::Missing { folder } => (
            ExitCode::Unavailable,
            Problem::new(
                format!("{} 是台账，但缺少设置文件 taizhang.toml", folder.display()),
                "流水还在，只是设置文件不见了；不要清空这个文件夹，也不要重新建账",
                "从最近的备份取回 taizhang.toml（taizhang restore 备份 新文件夹）；没有备份的，用记事本\
                 写一个 taizhang.toml，四行：format = 1、unit = \"预算单位编码\"、year = 年度、\
                 pack = \"表样\"（没有另选过的写 national-whole-unit-2020，全部表样见 taizhang packs list）",
            ),
        ),
        ConfigError::OtherUnit { path, unit, recorded } => (
            ExitCode::Refused,
            Problem::new(
                format!("{} 里的单位 {unit} 不是这本台账的单位", path.display()),
                format!("流水登记的单位是 {recorded}"),
                format!("把 unit 改回 \"{recorded}\"；别的单位另建一本台账"),
            ),
        ),
        ConfigError::Read { path, source } | ConfigError::Write { path, source } => (
            ExitCode::Unavailable,
            Problem::new(
                format!("配置文件 {} 读写失败", path.display()),
                io_text(source),
                "检查文件夹权限和磁盘空间",
            ),
        ),
        ConfigError::Parse { path, source } => (
            ExitCode::Refused,
            Problem::new(
                format!("配置文件 {} 格式不对", path.display()),
                toml_fault(source),
                "改正这一处；里面只有 format、unit、year、pack 四项",
            ),
        ),
        ConfigError::Render { path, .. } => (
            ExitCode::Bug,
            Problem::new(
                format!("配置文件 {} 写不成", path.display()),
                chain(error),
                "请把这段提示发给开发者",
            ),
        ),
        ConfigError::Format { path, format } => (
            ExitCode::Unavailable,
            Problem::new(
                format!("{} 是第 {format} 版格式", path.display()),
                "由更新版本的程序写入",
                "请升级本程序",
            ),
        ),
    }
}

pub(crate) fn open_problem(error: &OpenError) -> (ExitCode, Problem) {
    match error {
        OpenError::NotFound { path } => (
            ExitCode::Damaged,
            Problem::new(
                format!("台账的流水 {} 不见了", path.display()),
                "journal 文件夹被移走或删除",
                "把文件夹放回原处，或用 taizhang restore 从备份恢复",
            ),
        ),
        OpenError::AlreadyExists { path } => (
            ExitCode::Refused,
            Problem::new(
                format!("{} 已经有台账", path.display()),
                "一个文件夹只放一本台账",
                "换一个文件夹",
            ),
        ),
        OpenError::Lock(error) => (ExitCode::Unavailable, lock_problem(error)),
        OpenError::Write { path, source } => (
            ExitCode::Unavailable,
            Problem::new(
                format!("写 {} 时出错（{}）", path.display(), io_text(source)),
                "没有权限或磁盘已满",
                "检查文件夹权限和磁盘空间",
            ),
        ),
        OpenError::Read(error) => read_problem(error),
    }
}

fn lock_problem(error: &LockError) -> Problem {
    match error {
        LockError::Held { holder, .. } => Problem::new(
            "台账正被另一个程序使用",
            holder.as_ref().map_or_else(
                || "另一个进程持有写锁".to_owned(),
                |holder| {
                    format!("进程 {}（{}）自 {} 起占用", holder.pid, holder.command, holder.since)
                },
            ),
            "等它结束后重试",
        ),
        LockError::Io { path, source } => Problem::new(
            format!("锁文件 {} 用不了（{}）", path.display(), io_text(source)),
            "没有权限，或所在磁盘不支持文件锁",
            "把台账放到本机磁盘的可写文件夹",
        ),
    }
}

pub(crate) fn read_problem(error: &ReadError) -> (ExitCode, Problem) {
    match error {
        ReadError::Io { path, source } => (
            ExitCode::Unavailable,
            Problem::new(
                format!("读 {} 时出错（{}）", path.display(), io_text(source)),
                "文件不可读",
                "检查磁盘和权限",
            ),
        ),
        ReadError::Damage(damage) => {
            let remedy = match damage.kind {
                DamageKind::Shortened { .. } | DamageKind::Rewritten { .. } => {
                    "先把整个台账文件夹另存一份，再用 taizhang restore 从备份恢复；\
                     如果流水是有意换回来的旧流水，运行 taizhang rebuild"
                }
                _ => "先把整个台账文件夹另存一份，再用 taizhang restore 从备份恢复",
            };
            let problem = Problem::new("台账流水已损坏或被改动", damage_text(damage), remedy);
            (ExitCode::Damaged, problem)
        }
    }
}

/// Says where a journal is damaged, and how.
pub(crate) fn damage_text(damage: &Damage) -> String {
    let kind = match &damage.kind {
        DamageKind::Malformed { reason } => format!("这一行不成形（{}）", form_fault(*reason)),
        DamageKind::HashMismatch { written, computed } => {
            format!("写着的哈希是 {written}，按内容算出的是 {computed}")
        }
        DamageKind::WrongSequence { found } => format!("这里却是第 {found} 号"),
        DamageKind::WrongStreamVersion => "年度内的序次不连续".to_owned(),
        DamageKind::ClockBehind => "登记时间早于前一号".to_owned(),
        DamageKind::IncompleteAppend => "同一次登记的事件不全".to_owned(),
        DamageKind::Header { reason } => format!("这一段的首行坏了（{}）", form_fault(*reason)),
        DamageKind::UnknownFormat => "格式或哈希算法是本程序不认识的".to_owned(),
        DamageKind::MissingSegment => "这一段不见了".to_owned(),
        DamageKind::Truncated { acknowledged } => {
            format!("流水到此为止，而已确认登记到第 {acknowledged} 号")
        }
        DamageKind::Shortened { witness, known } => {
            format!("流水到此为止，而{}记得已登记到第 {known} 号", witness_text(*witness))
        }
        DamageKind::Rewritten { witness } => {
            format!("哈希链自身连得上，但与{}记得的不是同一条", witness_text(*witness))
        }
        DamageKind::RepeatedId => "编号与另一事件重复".to_owned(),
    };
    let Damage { sequence, segment, offset, .. } = damage;
    format!("从第 {sequence} 号起不可信：{} 第 {offset} 字节处，{kind}", segment.display())
}

/// Says which rule of form is broken.
fn form_fault(fault: FormFault) -> &'static str {
    match fault {
        FormFault::NoEvent => "这一行不以事件开头",
        FormFault::NoHashAtEnd => "这一行不以哈希结尾",
        FormFault::TooShort => "这一行太短",
        FormFault::NoHash => "这一行没有哈希",
        FormFault::HashNotHexadecimal => "哈希不是十六进制数",
        FormFault::NotUtf8 => "不是 UTF-8 文字",
        FormFault::DataNotCanonical => "内容不是规定的写法",
        FormFault::Time => "登记时间不成形",
        FormFault::TextAfterEvent => "事件后面还有文字",
        FormFault::Part => "在同一次登记里的位置不可能",
        FormFault::Stream => "单位和年度不成形",
        FormFault::Type => "事件类型不成形",
        FormFault::Operator => "经办人不成形",
        FormFault::FieldMissing => "缺一项，或次序不对",
        FormFault::StringNotCanonical => "有一项文字不是规定的写法",
        FormFault::Escaped => "有一项文字多了转义",
        FormFault::Id => "编号不成形",
        FormFault::Date => "业务日期不成形",
        FormFault::Number => "数字不成形",
        FormFault::NumberTooLarge => "数字太大",
        FormFault::Unended => "没有写完",
        FormFault::BecameShorter => "读的时候文件变短了",
        FormFault::NotAHeader => "不是首行的写法",
        FormFault::NotCanonical => "不是规定的写法",
        FormFault::NotContinued => "与前一段接不上",
        FormFault::OtherNumber => "段号不是这一段的",
        FormFault::FirstNotOne => "第一段不从第 1 号开始",
        FormFault::OtherGenesis => "哈希链不从本台账的编号开始",
        FormFault::OtherLedger => "是另一本台账的",
        FormFault::BeforeSegment => "比前一段还早开始",
    }
}

pub(crate) fn append_problem(error: &AppendError) -> (ExitCode, Problem) {
    match error {
        AppendError::Conflict { .. } => (
            ExitCode::Unavailable,
            Problem::new(
                "台账刚被别人改动，本次没有写入",
                "另一个程序在这之间登记了同一年度",
                "重新运行这条命令",
            ),
        ),
        AppendError::ClockBehind { recorded_at, tail } => (
            ExitCode::Refused,
            Problem::new(
                format!("电脑时间 {recorded_at} 早于台账最后一次登记的时间 {tail}"),
                "记录时间只能向前，电脑的时钟可能不准",
                "校准电脑时间后重试",
            ),
        ),
        AppendError::TooLarge { bytes, limit, .. } => (
            ExitCode::Refused,
            Problem::new(
                format!("一条记录有 {bytes} 字节，超过上限 {limit}"),
                "单条记录太长",
                "缩短正文，或分成几节填写",
            ),
        ),
        AppendError::Write { path, source } => (
            ExitCode::Unavailable,
            Problem::new(
                format!("写 {} 时出错（{}），本次没有写入", path.display(), io_text(source)),
                "磁盘已满或不可写",
                "清出磁盘空间后重新运行这条命令",
            ),
        ),
        AppendError::Sync { .. } | AppendError::Poisoned => (
            ExitCode::Unavailable,
            Problem::new(
                "磁盘没有确认写入，本次不算已登记",
                "磁盘已满、U盘已拔出，或磁盘有故障",
                "检查磁盘后重新运行；程序会先核对流水末尾",
            ),
        ),
        AppendError::Read(error) => read_problem(error),
        AppendError::Empty { .. } | AppendError::DuplicateEvent { .. } | AppendError::ReadOnly => (
            ExitCode::Bug,
            Problem::new("这条命令没有写入", error.to_string(), "请把命令和这段提示发给开发者"),
        ),
    }
}

pub(crate) fn evidence_problem(error: &EvidenceError) -> (ExitCode, Problem) {
    match error {
        EvidenceError::NotFound { digest } => (
            ExitCode::Damaged,
            Problem::new(
                format!("佐证 {digest} 不见了"),
                "evidence 文件夹里没有这个文件",
                "从备份恢复，或重新附上原文件",
            ),
        ),
        EvidenceError::Damaged { digest, found } => (
            ExitCode::Damaged,
            Problem::new(
                format!("佐证 {digest} 已被改动"),
                format!("现在的摘要是 {found}"),
                "从备份恢复，或重新附上原文件",
            ),
        ),
        EvidenceError::Io { path, source } => (
            ExitCode::Unavailable,
            Problem::new(
                format!("佐证 {} 读写失败（{}）", path.display(), io_text(source)),
                "没有权限或磁盘已满",
                "检查文件夹权限和磁盘空间",
            ),
        ),
    }
}

pub(crate) fn backup_problem(error: &BackupError) -> (ExitCode, Problem) {
    match error {
        BackupError::Exists { path } => (
            ExitCode::Refused,
            Problem::new(
                format!("{} 已经存在", path.display()),
                "备份从不覆盖已有文件",
                "换一个文件名，例如加上日期",
            ),
        ),
        BackupError::Io { path, source } => (
            ExitCode::Unavailable,
            Problem::new(
                format!("读写 {} 时出错（{}）", path.display(), io_text(source)),
                "没有权限、磁盘已满或U盘已拔出",
                "检查后重试",
            ),
        ),
        BackupError::NotABackup { path, reason } => (
            ExitCode::Refused,
            Problem::new(
                format!("{} 不是完整的台账备份", path.display()),
                backup_flaw(*reason),
                "核对文件名，或改用另一份备份",
            ),
        ),
        BackupError::Digest { name } => (
            ExitCode::Damaged,
            Problem::new(
                format!("备份中的 {name} 与清单的摘要不符"),
                "备份文件已损坏或被改动",
                "改用另一份备份",
            ),
        ),
        BackupError::Damage(damage) => (
            ExitCode::Damaged,
            Problem::new("备份中的流水已损坏或被改动", damage_text(damage), "改用另一份备份"),
        ),
        BackupError::Evidence(error) => evidence_problem(error),
        BackupError::Name { name } => unfit(name, "文件名太长，或指到台账文件夹外面"),
        BackupError::TooLarge { name } => unfit(name, "文件超过 8 GiB"),
        BackupError::Changed { name } => unfit(name, "读的过程中文件变短了，有别的程序在改它"),
    }
}

/// A file of the ledger's folder that cannot be part of a backup.
fn unfit(name: &str, reason: &str) -> (ExitCode, Problem) {
    let message = format!("文件 {name} 不能放进备份");
    (ExitCode::Unavailable, Problem::new(message, reason, "核对台账文件夹里的这个文件后重试"))
}

const fn backup_flaw(flaw: BackupFlaw) -> &'static str {
    match flaw {
        BackupFlaw::Truncated => "文件没有复制完整，末尾缺了一截",
        BackupFlaw::NotAnArchive => "不是 taizhang backup 写出的文件",
        BackupFlaw::NoManifest => "末尾没有清单",
        BackupFlaw::Manifest => "清单读不懂",
        BackupFlaw::Format => "由更新版本的程序写入，请升级本程序",
        BackupFlaw::Files => "里面的文件与清单不一致",
        BackupFlaw::Gaps => "流水缺了中间的一段",
        BackupFlaw::End => "流水的末尾与清单不一致",
    }
}

pub(crate) fn restore_problem(error: &RestoreError) -> (ExitCode, Problem) {
    match error {
        RestoreError::Backup(BackupError::Io { path, source }) => (
            ExitCode::Refused,
            Problem::new(
                format!("备份文件 {} 读不出来（{}）", path.display(), io_text(source)),
                "文件不存在、没有权限，或U盘已拔出",
                "核对文件名后重试",
            ),
        ),
        RestoreError::Backup(error) => backup_problem(error),
        RestoreError::NotEmpty { path } => (
            ExitCode::Refused,
            Problem::new(
                format!("文件夹 {} 不是空的", path.display()),
                "恢复只写到空文件夹，以免覆盖现有台账",
                "换一个空文件夹",
            ),
        ),
        RestoreError::Write { path, source } => (
            ExitCode::Unavailable,
            Problem::new(
                format!("写 {} 时出错（{}）", path.display(), io_text(source)),
                "没有权限或磁盘已满",
                "检查后换一个空文件夹重试",
            ),
        ),
        RestoreError::Open(error) => open_problem(error),
        RestoreError::OtherEnd => (
            ExitCode::Damaged,
            Problem::new(
                "恢复出来的台账与备份的链尾不符",
                "写入时磁盘可能出错",
                "换一个磁盘重新恢复",
            ),
        ),
    }
}

/// Words of something that the ledger put right by itself.
pub(crate) fn notice_text(notice: &Notice) -> String {
    match notice {
        Notice::TornAppendRemoved { bytes, .. } => {
            format!("上次写入中断，已去掉未确认的 {bytes} 字节；已确认的登记都在")
        }
        Notice::UnnotedTailRemoved { bytes, .. } => format!(
            "流水末尾有 {bytes} 字节不成一次完整的登记，已去掉；确认记号不在，无法断定其中有没有已确认的登记，\
             请核对最近登记的几笔"
        ),
        Notice::AcknowledgementLost { fault, last } => format!(
            "上次写入的确认记号{}，已按流水末尾（第 {last} 号）重新生成；请核对最近登记的几笔，\
             或用 taizhang verify --head 核对纸上的哈希",
            note_fault(*fault)
        ),
        Notice::AcknowledgementNotWritten { kind } => {
            format!("写入的确认记号没能保存（{}）；登记本身已写入", kind_text(*kind))
        }
        Notice::IndexSetAside { path, reason } => format!(
            "索引有问题（{}），已移到 {} 并按流水重建；台账本身没有受影响",
            index_fault(reason),
            path.display()
        ),
        Notice::IndexUnusable { reason } => {
            format!("索引用不了（{}），改为直接读流水，会慢一些", index_fault(reason))
        }
        Notice::IndexCaughtUp { through, events } => {
            format!("索引补上了 {events} 条，到第 {through} 号")
        }
    }
}

/// Says what is wrong with the note of the last acknowledgement.
pub(crate) fn note_fault(fault: NoteFault) -> &'static str {
    match fault {
        NoteFault::Missing => "不见了",
        NoteFault::Unreadable => "读不出来",
    }
}

fn witness_text(witness: Witness) -> &'static str {
    match witness {
        Witness::Index => "索引",
        Witness::Checkpoint => "快照",
        Witness::Mark => "上次核对的记号",
    }
}

pub(crate) fn index_fault(fault: &IndexFault) -> String {
    match fault {
        // The message is the database's own, in English.
        IndexFault::Database { .. } => "数据库文件损坏，或打不开".to_owned(),
        IndexFault::Panic => "数据库读取时出错".to_owned(),
        IndexFault::NoAnswer => "数据库迟迟没有应答".to_owned(),
        IndexFault::Entry { block } => format!("第 {block} 块缺失或损坏"),
        IndexFault::OtherEvents => "与流水不符".to_owned(),
        IndexFault::RebuildAsked => "按要求重建".to_owned(),
        IndexFault::Rename { kind } => format!("文件夹不能移动：{}", kind_text(*kind)),
    }
}

#[cfg(test)]
mod tests {
    use std::io::ErrorKind;

    use super::*;

    /// Faults that no damage from outside brings about in a test of the program, word for word.
    #[test]
    fn faults_of_the_index_and_the_note() {
        let words = [
            index_fault(&IndexFault::Database { message: "…".to_owned() }),
            index_fault(&IndexFault::Panic),
            index_fault(&IndexFault::NoAnswer),
            index_fault(&IndexFault::Entry { block: 3 }),
            index_fault(&IndexFault::OtherEvents),
            index_fault(&IndexFault::RebuildAsked),
            index_fault(&IndexFault::Rename { kind: ErrorKind::PermissionDenied }),
            note_fault(NoteFault::Missing).to_owned(),
            note_fault(NoteFault::Unreadable).to_owned(),
        ];
        let expected = [
            "数据库文件损坏，或打不开",
            "数据库读取时出错",
            "数据库迟迟没有应答",
            "第 3 块缺失或损坏",
            "与流水不符",
            "按要求重建",
            "文件夹不能移动：没有权限",
            "不见了",
            "读不出来",
        ];
        assert_eq!(words, expected.map(str::to_owned));
    }
}
