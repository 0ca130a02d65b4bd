//! What each command promises to scripts is kept: every exit code of the table is shown, and every
//! JSON result keeps to its schema.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io;
use std::rc::Rc;

use serde_json::Value;
use taizhang_cli::{CONTRACTS, Contract, ExitCode, FORMS, Form, Machine};

use crate::harness::{Files, Office, Said, files_in, root, words};

use ExitCode::{Damaged, Findings, Refused, Success, Unavailable, Usage};

/// Which ledger a command is tried in.
#[derive(Clone, Copy, Debug)]
enum Place {
    /// No ledger.
    Nowhere,
    /// One line, two payments.
    Small,
    /// The sample year.
    Sample,
}

/// How a command shows its exit codes. Besides what stands here, [`Usage`] is shown by an option
/// that does not exist, [`Unavailable`] by `good` where there is no ledger, and [`Damaged`] by
/// `good` in a ledger whose journal was edited.
struct Show {
    verb: &'static str,
    place: Place,
    /// Commands that come before, one a line.
    before: &'static str,
    /// Lines that end with success; each result is compared with the schemas.
    good: &'static [&'static str],
    /// A line that is refused; empty if none is.
    refused: &'static str,
    /// The line that opens the ledger, where the first good one does not.
    opens: &'static str,
    /// Other lines with how they end.
    more: &'static [(&'static str, ExitCode)],
}

const fn show(
    verb: &'static str,
    place: Place,
    good: &'static [&'static str],
    refused: &'static str,
) -> Show {
    Show { verb, place, before: "", good, refused, opens: "", more: &[] }
}

impl Show {
    const fn after(mut self, before: &'static str) -> Self {
        self.before = before;
        self
    }

    const fn opening(mut self, opens: &'static str) -> Self {
        self.opens = opens;
        self
    }

    const fn also(mut self, more: &'static [(&'static str, ExitCode)]) -> Self {
        self.more = more;
        self
    }
}

use Place::{Nowhere, Sample, Small};

const SHOWN: &[Show] = &[
    show("", Small, &[""], "--year 一"),
    show("init", Nowhere, &["init --unit 甲 --code 1 --year 2022"], "init --unit '' --code 1")
        .also(&[("--ledger 文件.txt/甲 init --unit 甲 --code 1 --year 2022", Unavailable)]),
    show("demo", Nowhere, &["demo 新的 --dry-run", "demo 演示"], "demo .")
        .also(&[("demo 文件.txt/甲", Unavailable)]),
    show(
        "allocate",
        Small,
        &[
            "allocate 1元 --line 2022-002 --name 甲 --category operating --function 2060701 --econ 302 --doc 示财预〔2022〕2号",
        ],
        "allocate 1 --line 2022-001 --doc 示财预〔2022〕2号",
    ),
    show(
        "adjust",
        Small,
        &["adjust 1元 --kind supplement --line 2022-001 --doc 示财预〔2022〕2号"],
        "adjust 9万元 --kind reduction --line 2022-001 --doc 示财预〔2022〕2号",
    ),
    show(
        "amend line",
        Small,
        &["amend line 2022-001 --name 公用经费 --reason 写错"],
        "amend line 2022-009 --name 公用经费 --reason 写错",
    ),
    show(
        "amend document",
        Small,
        &["amend document 3 --doc 示财预〔2022〕2号 --reason 写错"],
        "amend document 4 --doc 示财预〔2022〕2号 --reason 写错",
    ),
    show(
        "disburse",
        Small,
        &["disburse 1元 --line 2022-001 --econ 30201 --payee 甲 --voucher 记-9 --memo 笔"],
        "disburse 9万元 --line 2022-001 --econ 30201 --payee 甲 --voucher 记-9 --memo 笔",
    ),
    show(
        "refund",
        Small,
        &["refund 记-001 1元 --voucher 记-9 --reason 多付"],
        "refund 记-999 1元 --voucher 记-9 --reason 多付",
    ),
    show(
        "correct",
        Small,
        &["correct 记-001 --reason 重复", "correct 记-001 --reason 写错 --amount 2元"],
        "correct 1 --reason 重复",
    ),
    show(
        "record",
        Small,
        &["record --id A1 --name 讲座 --start 2022-01-04"],
        "record --id A1 --name 讲座 --start 2022-01-32",
    ),
    show(
        "import payments",
        Small,
        &["import payments 支付.csv --dry-run", "import payments 支付.csv --yes"],
        "import payments 坏.csv --yes",
    ),
    show(
        "import payroll",
        Small,
        &[
            "import payroll 工资.csv --rule 规则.toml --set 日期=2022-01-04 --dry-run",
            "import payroll 工资.csv --rule 规则.toml --set 日期=2022-01-04 --yes",
        ],
        "import payroll 坏.csv --rule 规则.toml --yes",
    ),
    show(
        "import budget",
        Small,
        &["import budget 预算.csv --dry-run", "import budget 预算.csv --yes"],
        "import budget 坏.csv --yes",
    ),
    show(
        "import opening",
        Small,
        &["import opening 期初.csv --dry-run", "import opening 期初.csv --yes"],
        "import opening 坏.csv --yes",
    ),
    show(
        "import carry-over",
        Sample,
        &[
            "import carry-over --year 2023 --doc 示财预〔2023〕1号 --date 2023-02-20 --yes",
            "import carry-over --year 2023 --doc 示财预〔2023〕1号 --date 2023-02-20 --dry-run",
        ],
        "import carry-over --year 2023 --doc 一号 --yes",
    )
    .after("close year\nopen"),
    show(
        "import activities",
        Small,
        &["import activities 活动.csv --dry-run", "import activities 活动.csv --yes"],
        "import activities 坏.csv --yes",
    ),
    show(
        "import indicators",
        Small,
        &["import indicators 指标.csv --dry-run", "import indicators 指标.csv --yes"],
        "import indicators 坏.csv --yes",
    ),
    show(
        "import assets",
        Small,
        &["import assets 资产.csv --dry-run", "import assets 资产.csv --yes"],
        "import assets 坏.csv --yes",
    ),
    show(
        "import staff",
        Small,
        &["import staff 人员.csv --dry-run", "import staff 人员.csv --yes"],
        "import staff 坏.csv --yes",
    ),
    show(
        "import evidence",
        Small,
        &["import evidence . --dry-run", "import evidence . --yes"],
        "import evidence . --yes --date 2022-13-01",
    ),
    show("import list", Small, &["import list"], "import list --year 一")
        .after("import payments 支付.csv --yes"),
    show("import undo", Small, &["import undo 018f"], "import undo ffff")
        .after("import payments 支付.csv --yes"),
    show("import profile list", Small, &["import profile list"], "import profile list --year 一")
        .after("import payments 支付.csv --yes"),
    show(
        "import profile show",
        Small,
        &["import profile show payments-x"],
        "import profile show 没有的",
    )
    .after("import profile add 方案.toml"),
    show(
        "import profile add",
        Small,
        &["import profile add 方案.toml"],
        "import profile add 坏.csv",
    ),
    show("attach", Small, &["attach 记-001 文件.txt"], "attach 记-999 文件.txt"),
    show("target objective", Small, &["target objective 做好科普。"], "target objective ''"),
    show(
        "target goal",
        Sample,
        &["target goal 1 办好科普 --weight 10 --indicator I01"],
        "target goal 1 办好科普 --weight 10 --indicator 没有的",
    ),
    show(
        "target add",
        Small,
        &[
            "target add --id I1 --level1 产出指标 --level2 数量指标 --name 场次 --sign '>=' --value 1 --unit 场 --weight 10",
        ],
        "target add --id I1 --level1 产出指标 --level2 数量指标 --name 场次 --sign '>=' --value 一 --unit 场 --weight 10",
    ),
    show(
        "target adjust",
        Sample,
        &["target adjust --id I01 --sign '>=' --value 1 --unit 场次 --reason 压减"],
        "target adjust --id 无 --sign '>=' --value 1 --unit 场次 --reason 压减",
    ),
    show("target show", Sample, &["target show"], "target show --year 一"),
    show(
        "assess",
        Sample,
        &["assess I08 --tier achieved --percent 100 --reason 复查"],
        "assess 无 --tier achieved --percent 100 --reason 复查",
    ),
    show(
        "explain",
        Sample,
        &["explain --indicator I01 --reason 天气"],
        "explain --indicator 无 --reason 天气",
    ),
    show("narrate", Small, &["narrate duties --text 职责。"], "narrate 没有 --text 职责。"),
    show(
        "survey",
        Small,
        &["survey 群众 --sample 10 --satisfied 9"],
        "survey 群众 --sample 10 --satisfied 11",
    ),
    show(
        "headcount",
        Small,
        &["headcount 7 --category retired"],
        "headcount 7 --category retired --date 2022-13-01",
    ),
    show(
        "asset",
        Small,
        &["asset intangible --gross 1元 --net 1元"],
        "asset intangible --gross 1元 --net 2元",
    ),
    show("status", Small, &["status"], "status --as-of 2022-13-01"),
    show(
        "list",
        Sample,
        &[
            "list lines",
            "list changes",
            "list payments",
            "list months",
            "list activities",
            "list indicators",
            "list indicators --grep 科普",
            "list figures",
        ],
        "list --as-of 2022-13-01",
    ),
    show("search", Sample, &["search 电费", "search 960元", "search 没有"], "search 1.005元"),
    show("codes", Nowhere, &["codes"], "codes --year 二零二二"),
    show("show", Sample, &["show 72", "show 195", "show 活动:2022-A01"], "show 999"),
    show(
        "trace",
        Sample,
        &["trace outturn.three_public.total", "trace rate.execution.total"],
        "trace outturn.nothing",
    ),
    show("check", Small, &["check --explain EVID"], "check --explain ZZZ")
        .opening("check")
        .also(&[("check", Findings), ("check --sarif", Findings)]),
    show(
        "monitor",
        Sample,
        &[
            "monitor --as-of 2022-06-30 --output 监控",
            "monitor --as-of 2022-06-30 --output 监控 --dry-run",
        ],
        "monitor --pack 没有的",
    )
    .also(&[("monitor --as-of 2022-06-30", Findings)]),
    show("audit", Nowhere, &["audit --explain SUM", "audit 好.txt"], "audit 没有的.txt")
        .also(&[("audit 算错.txt", Findings)]),
    show(
        "waive",
        Sample,
        &["waive DOCNO 2022-010 --reason 跨年执行"],
        "waive DOCNO 无 --reason 跨年执行",
    ),
    show(
        "reconcile",
        Small,
        &["reconcile --shown 2000.50元", "reconcile 系统.csv --date 2022-01-04"],
        "reconcile --shown 一元",
    ),
    show("submit", Sample, &["submit"], "submit --date 2022-13-01"),
    show("review", Sample, &["review --approve --operator 分管领导"], "review --approve")
        .after("submit"),
    show("upload", Sample, &["upload 文件.txt"], "upload 没有的.txt"),
    show("receipt", Sample, &["receipt HZ-001"], "receipt ''").after("upload 文件.txt"),
    show("score", Sample, &["score 96.5"], "score 九十").after("upload 文件.txt"),
    show("close month", Small, &["close month 1"], "close month 13"),
    show("close year", Sample, &["close year"], "close year --surplus 无"),
    show("reopen", Small, &["reopen --month 1 --reason 漏记"], "reopen --month 2 --reason 漏记")
        .after("close month 1"),
    show("open", Sample, &["open"], "open --command-id 一").after("close year"),
    show("packs list", Nowhere, &["packs list"], ""),
    show("packs show", Nowhere, &["packs show national-project-2020"], "packs show 没有的"),
    show("packs check", Small, &["packs check demo/packs/甲"], "packs check 坏表样")
        .after("packs new 甲"),
    show("packs schema", Nowhere, &["packs schema", "packs schema --outline"], ""),
    show("packs new", Small, &["packs new 甲"], "packs new a/b"),
    show("report", Sample, &["report", "report --dry-run"], "report --signed 2022-13-01")
        .also(&[("report", Success)]),
    show(
        "export",
        Sample,
        &[
            "export csv",
            "export csv --dry-run",
            "export --list",
            "export csv --check demo/out/2022_宁县科学技术协会_支出明细.csv",
            "export archive --check 包",
            "export csv --conformance",
        ],
        "export csv --signed 2022-13-01",
    )
    .after("export archive -o 包")
    .also(&[("export csv --check 改过.csv", Findings)]),
    show("verify", Small, &["verify"], "verify --head 12").also(&[(
        "verify --head 0000000000000000000000000000000000000000000000000000000000000000",
        Findings,
    )]),
    show("doctor", Small, &["doctor"], ""),
    show("log", Small, &["log"], "log --as-of 2022-13-01"),
    show(
        "backup",
        Small,
        &["backup 甲.taizhang", "backup 甲.taizhang --dry-run"],
        "backup 文件.txt",
    ),
    show(
        "restore",
        Small,
        &["restore 备份.taizhang 新的", "restore 备份.taizhang 新的 --dry-run"],
        "restore 文件.txt 新的",
    )
    .after("backup 备份.taizhang")
    .also(&[("restore 备份.taizhang 文件.txt/甲", Unavailable)]),
    show("rebuild", Small, &["rebuild", "rebuild --dry-run"], "rebuild --year 一"),
    show(
        "completions",
        Nowhere,
        &["completions bash -o 补全.bash", "completions bash -o 补全.bash --dry-run"],
        "",
    )
    .also(&[("completions bash -o 文件.txt/甲", Unavailable)]),
    show("man", Nowhere, &["man --output 手册", "man --output 手册 --dry-run"], "")
        .also(&[("man --output 文件.txt/手册", Unavailable)]),
    show(
        "schema",
        Nowhere,
        &["schema", "schema status", "schema list payments", "schema 溯源", "schema failure"],
        "schema 没有的",
    ),
];

/// Files that lie beside the ledger.
const FILES: &[(&str, &str)] = &[
    ("文件.txt", "一份文件\n"),
    (
        "支付.csv",
        "日期,金额(元),指标,经济科目,收款人,摘要\n2022-01-04,0.50,2022-001,30201,县文具店,订书钉\n",
    ),
    ("坏.csv", "日期,金额(元)\n2022-13-04,十二\n"),
    (
        "预算.csv",
        "日期,类型,文号,发文日期,指标,指标名称,支出类别,资金性质,功能科目,经济科目,金额(元)\n2022-01-04,年初批复,示财预〔2022〕3号,2022-01-04,2022-003,培训费,公用经费,一般公共预算资金,2060701,302,100\n",
    ),
    (
        "期初.csv",
        "日期,文号,指标,指标名称,支出类别,资金性质,功能科目,经济科目,金额(元)\n2022-01-04,示财预〔2022〕4号,2021-001,上年项目,公用经费,一般公共预算资金,2060701,302,100\n",
    ),
    ("活动.csv", "编号,名称,开始日期,结束日期,地点\nA1,科普日,2022-01-04,2022-01-04,广场\n"),
    (
        "指标.csv",
        "日期,编号,一级指标,二级指标,三级指标,指标性质,指标值,计量单位,分值\n2022-01-04,I01,产出指标,数量指标,讲座场次,≥,5,场次,10\n",
    ),
    ("资产.csv", "日期,资产类别,原值(元),净值(元)\n2022-01-04,通用设备,100,50\n"),
    ("人员.csv", "日期,编制或实有,人员类别,人数\n2022-01-04,编制,事业编制,3\n"),
    (
        "系统.csv",
        "支付日期,凭证号,支付金额(元)\n2022-01-04,记-001,1200\n2022-01-04,记-002,800.50\n",
    ),
    ("工资.csv", "姓名,补助\n甲,1.50\n"),
    (
        "规则.toml",
        "payee = \"甲\"\nmemo = \"补助\"\n[[columns]]\nheader = \"补助\"\nline = \"2022-001\"\neconomic = \"30201\"\n",
    ),
    ("记-001 发票.txt", "发票\n"),
    ("方案.toml", "kind = \"payments\"\nheader = \"x\"\n"),
    ("好.txt", "全年预算数100.00万元，全年执行数100.00万元，执行率100%。\n"),
    ("算错.txt", "全年预算数100.00万元，全年执行数50.00万元，执行率90%。\n"),
];

/// An office in which `shown` can be tried.
fn office(shown: &Show, place: Place) -> Office {
    let office = match place {
        Nowhere => Office::new(),
        Small => Office::small(),
        Sample => Office::demo(),
    };
    for (name, content) in FILES {
        office.file(name, content);
    }
    let pack = office.path().join("坏表样");
    fs::create_dir_all(&pack).expect("the folder can be made");
    fs::write(pack.join("pack.toml"), "format = 1\nidd = \"x\"\n").expect("it can be written");
    fs::write(pack.join("outline.toml"), "").expect("it can be written");
    let sheet = office.ledger().join("out/2022_宁县科学技术协会_支出明细.csv");
    if let Ok(text) = fs::read_to_string(&sheet) {
        office.file("改过.csv", text.replacen("620.00", "260.00", 1));
    }
    if !matches!(place, Nowhere) {
        for line in shown.before.lines() {
            office.run(line).done();
        }
    }
    office
}

/// Edits an amount in the journal, as somebody with a text editor would.
fn damage(office: &Office) {
    let path = office.ledger().join("journal/000001.jsonl");
    let text = fs::read_to_string(&path).expect("there is a journal");
    let edited = text.replacen("\"amount\":\"", "\"amount\":\"1", 1);
    assert_ne!(edited, text, "there is an amount");
    fs::write(&path, edited).expect("it can be written");
}

/// Returns the name of the schema that a result keeps to, or how it keeps to none.
fn form_of(
    said: &Said,
    forms: &BTreeMap<&str, jsonschema::Validator>,
    names: &[&str],
) -> Result<String, String> {
    let result: Value =
        serde_json::from_str(&said.out).map_err(|error| format!("{error} in\n{said}"))?;
    if let Some(name) = names.iter().find(|name| forms[**name].is_valid(&result)) {
        return Ok((*name).to_owned());
    }
    let faults: Vec<String> = names
        .iter()
        .flat_map(|name| {
            let faults = forms[*name].iter_errors(&result).take(3);
            faults.map(move |fault| format!("{name}{}: {fault}", fault.instance_path()))
        })
        .collect();
    Err(format!("no schema fits: {faults:#?}\n{said}"))
}

fn validators() -> BTreeMap<&'static str, jsonschema::Validator> {
    let validator = |form: &Form| {
        let schema = form.schema().to_value();
        (form.name, jsonschema::validator_for(&schema).expect("it is a schema"))
    };
    FORMS.iter().map(validator).collect()
}

/// What was seen of one command.
#[derive(Default)]
struct Seen {
    codes: BTreeSet<u8>,
    forms: BTreeSet<String>,
    faults: Vec<String>,
}

impl Seen {
    fn end(&mut self, said: &Said, code: ExitCode) {
        self.codes.insert(code as u8);
        if said.code != code {
            self.faults.push(format!("it must end with {}: {said}", code as u8));
        }
    }

    fn form(&mut self, said: &Said, forms: &BTreeMap<&str, jsonschema::Validator>, names: &[&str]) {
        match form_of(said, forms, names) {
            Ok(name) => drop(self.forms.insert(name)),
            Err(fault) => self.faults.push(fault),
        }
    }
}

/// Tries one command in every way.
fn tried(shown: &Show, contract: &Contract, forms: &BTreeMap<&str, jsonschema::Validator>) -> Seen {
    let mut seen = Seen::default();
    let run = |line: &str| office(shown, shown.place).run(line);
    for line in shown.good {
        seen.end(&run(line), Success);
        if !contract.forms.is_empty() {
            let said = run(&format!("{line} --json"));
            seen.end(&said, Success);
            seen.form(&said, forms, contract.forms);
        }
    }
    for (line, code) in shown.more {
        let said = run(&format!("{line} --json"));
        seen.end(&said, *code);
        if *code == Findings && !line.contains("--sarif") {
            seen.form(&said, forms, contract.forms);
        }
    }
    let said = Office::new().run(&format!("{} --json --没有这个选项", shown.verb));
    seen.end(&said, Usage);
    seen.form(&said, forms, &["failure"]);
    if !shown.refused.is_empty() {
        let said = run(&format!("{} --json", shown.refused));
        seen.end(&said, Refused);
        seen.form(&said, forms, &["failure"]);
    }
    let opens = if shown.opens.is_empty() { shown.good[0] } else { shown.opens };
    let good = format!("{opens} --json");
    let away = shown.more.iter().any(|(_, code)| *code == Unavailable);
    if contract.codes.contains(&Unavailable) && !away {
        let said = office(shown, Nowhere).run(&format!("--ledger 没有的 {good}"));
        seen.end(&said, Unavailable);
        seen.form(&said, forms, &["failure"]);
    }
    if contract.codes.contains(&Damaged) {
        let office = office(shown, shown.place);
        damage(&office);
        seen.end(&office.run(&good), Damaged);
    }
    seen
}

#[test]
fn every_code_is_shown_and_every_result_keeps_to_its_schema() {
    let forms = validators();
    let mut all_seen = BTreeSet::from(["failure".to_owned()]);
    let mut faults = Vec::new();
    for contract in CONTRACTS {
        let Some(shown) = SHOWN.iter().find(|shown| shown.verb == contract.verb) else {
            faults.push(format!("nothing shows `{}`", contract.verb));
            continue;
        };
        let mut seen = tried(shown, contract, &forms);
        let promised: BTreeSet<u8> = contract.codes.iter().map(|code| *code as u8).collect();
        seen.codes.extend(elsewhere(contract.verb));
        if seen.codes != promised {
            let (verb, codes) = (contract.verb, &seen.codes);
            seen.faults.push(format!("{verb}: shown {codes:?}, promised {promised:?}"));
        }
        let unseen: Vec<_> =
            contract.forms.iter().filter(|name| !seen.forms.contains(**name)).collect();
        if !unseen.is_empty() {
            seen.faults.push(format!("{}: {unseen:?} were not seen", contract.verb));
        }
        all_seen.extend(seen.forms);
        faults.extend(seen.faults);
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
    let all: BTreeSet<String> = FORMS.iter().map(|form| form.name.to_owned()).collect();
    assert_eq!(all_seen, all);
}

/// Takes nothing, for the reason that it is made with.
struct Shut(io::ErrorKind);

impl io::Write for Shut {
    fn write(&mut self, _: &[u8]) -> io::Result<usize> {
        Err(self.0.into())
    }

    fn flush(&mut self) -> io::Result<()> {
        Err(self.0.into())
    }
}

/// A result that cannot be written ends every command with 4; one that nobody reads any more is
/// none of its business.
#[test]
fn results_that_cannot_be_written_are_told() {
    for shown in SHOWN {
        let contract = Contract::of(shown.verb).expect("it has a contract");
        let json = if contract.forms.is_empty() { "" } else { " --json" };
        let line = words(&format!("{}{json}", shown.good[0]));
        let line: Vec<&str> = line.iter().map(String::as_str).collect();
        let office = || office(shown, shown.place);
        let (code, err) = office().run_into(&line, &mut Shut(io::ErrorKind::StorageFull));
        assert_eq!(code, Unavailable, "{line:?}: {err}");
        assert!(err.contains("错误：结果写不出去（磁盘已满"), "{line:?}: {err}");
        let (code, err) = office().run_into(&line, &mut Shut(io::ErrorKind::BrokenPipe));
        assert_eq!(code, Success, "{line:?}: {err}");
    }
}

/// A fault of the program itself has words and a code, as text and as JSON, and writes nothing.
#[test]
fn a_fault_of_the_program_is_told() {
    let office = Office::small();
    let before = office.recorded();
    office.without_clock();
    let said =
        office.run("disburse 1元 --line 2022-001 --econ 30201 --payee 甲 --voucher 记-9 --memo 笔");
    insta::assert_snapshot!(said.ended(ExitCode::Bug));
    let said = office.run("status --json");
    assert_eq!(said.code, ExitCode::Bug);
    form_of(&said, &validators(), &["failure"]).expect("it is a failure");
    assert_eq!(office.recorded(), before);
}

/// Paths that commands take, by the command and the name of the argument: a line that names
/// something that is not there (`没有的`), or a place below a file (`文件.txt/甲`).
const PATHS: &[(&str, &str, &str)] = &[
    ("init", "ledger", "--ledger 文件.txt/甲 init --unit 甲 --code 1 --year 2022"),
    ("demo", "folder", "demo 文件.txt/甲"),
    ("import payments", "files", "import payments 没有的 --yes"),
    ("import payments", "refused", "import payments 拒.csv --refused 文件.txt/甲 --dry-run"),
    ("import payments", "accounts", "import payments 支付.journal --accounts 没有的 --yes"),
    ("import payments", "profile", "import payments 支付.csv --profile ./没有的.toml --yes"),
    ("import payroll", "files", "import payroll 没有的 --rule 规则.toml --yes"),
    ("import payroll", "rule", "import payroll 工资.csv --rule 没有的 --yes"),
    (
        "import carry-over",
        "previous",
        "import carry-over 没有/台账 --doc 示财预〔2022〕1号 --dry-run",
    ),
    ("import evidence", "folder", "import evidence 没有的 --dry-run"),
    ("import profile add", "file", "import profile add 没有的"),
    ("attach", "file", "attach 记-001 没有的"),
    ("narrate", "file", "narrate duties --file 没有的"),
    ("monitor", "output", "monitor --as-of 2022-06-30 --output 文件.txt/甲"),
    ("audit", "path", "audit 没有的"),
    ("reconcile", "files", "reconcile 没有的"),
    ("upload", "file", "upload 没有的"),
    ("packs check", "folder", "packs check 没有的"),
    ("report", "output", "report -o 文件.txt/甲"),
    ("export", "output", "export csv -o 文件.txt/甲"),
    ("export", "check", "export csv --check 没有的"),
    ("export", "check", "export archive --check 没有的"),
    ("export", "options", "export docx --option master=没有的"),
    ("backup", "file", "backup 文件.txt/甲"),
    ("backup", "file", "backup 文件.txt/甲 --dry-run"),
    ("backup", "file", "backup 没有/甲.taizhang --dry-run"),
    ("restore", "file", "restore 没有的 新的"),
    ("restore", "folder", "restore 备份.taizhang 文件.txt/甲"),
    ("man", "output", "man --output 文件.txt/甲"),
    ("completions", "output", "completions bash -o 文件.txt/甲"),
];

/// One rule for all commands: what is given to be read and cannot be is refused (3), what cannot be
/// written is out of reach (4), and either leaves everything as it was.
#[test]
fn files_that_cannot_be_read_or_written_are_told_by_one_rule() {
    // Checkpoints follow from the journal; reading may save one.
    let recorded = |office: &Office| -> Files {
        let mut files = office.recorded();
        files.retain(|path, _| !path.starts_with("demo/checkpoints"));
        files
    };
    let office = office(&show("", Sample, &[], ""), Sample);
    office.file("支付.journal", "2022-01-04 县文具店\n    支出:办公费  1元\n    资产:现金\n");
    office.file(
        "拒.csv",
        "日期,金额(元),指标,经济科目,收款人,摘要\n2022-13-04,0.50,2022-011,30201,甲,笔\n",
    );
    office.run("backup 备份.taizhang").done();
    let mut faults = Vec::new();
    for (_, _, line) in PATHS {
        let expected = if line.contains("没有的") { Refused } else { Unavailable };
        let before = recorded(&office);
        let said = office.run(line);
        if said.code != expected || !said.err.contains("原因：") || !said.err.contains("办法：")
        {
            faults.push(format!("it must end with {}: {said}", expected as u8));
        }
        if recorded(&office) != before {
            faults.push(format!("something was written: {said}"));
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

/// Arguments of one name are one `Args` of several kinds of import, and are tried in one of them.
#[test]
fn every_path_that_a_command_takes_is_tried() {
    fn paths(command: &clap::Command, above: &str, all: &mut BTreeSet<(String, String)>) {
        for sub in command.get_subcommands() {
            let path = format!("{above} {}", sub.get_name()).trim().to_owned();
            let takes = |arg: &&clap::Arg| arg.get_value_hint() == clap::ValueHint::AnyPath;
            for arg in sub.get_arguments().filter(|arg| !arg.is_global_set()).filter(takes) {
                all.insert((path.clone(), arg.get_id().to_string()));
            }
            paths(sub, &path, all);
        }
    }
    let mut taken = BTreeSet::new();
    paths(&taizhang_cli::parser(), "", &mut taken);
    let tried: BTreeSet<(&str, &str)> = PATHS.iter().map(|(verb, arg, _)| (*verb, *arg)).collect();
    let is_tried = |verb: &str, arg: &str| {
        let reads_tables = verb.starts_with("import ") || verb == "reconcile";
        let of_imports = reads_tables && tried.contains(&("import payments", arg));
        tried.contains(&(verb, arg)) || of_imports
    };
    let left: Vec<_> = taken.iter().filter(|(verb, arg)| !is_tried(verb, arg)).collect();
    assert!(left.is_empty(), "{left:?}");
}

/// Codes that want more than a command line: see [`codes_that_want_a_scene`].
fn elsewhere(verb: &str) -> Vec<u8> {
    let shown = SCENES.iter().filter(|(of, ..)| *of == verb);
    shown.map(|(_, code, _)| *code as u8).collect()
}

type Scene = fn() -> Said;

const SCENES: &[(&str, ExitCode, Scene)] = &[
    ("packs list", Findings, || {
        let office = Office::small();
        office.run("packs new 甲").done();
        let form = office.ledger().join("packs/甲/pack.toml");
        fs::write(form, "format = 9").expect("it can be written");
        office.run("packs list --json")
    }),
    ("doctor", Findings, || {
        let office = office(&show("doctor", Small, &[], ""), Small);
        let mut machine = Machine::unknown();
        machine.free_bytes = Rc::new(|_| Ok(1));
        office.with_machine(machine).run("doctor --json")
    }),
    ("check", Success, || {
        // With every warning accepted.
        let office = Office::demo();
        for finding in office.run("check --json").json().as_array().expect("it is a list") {
            let text = |key: &str| finding[key].as_str().unwrap_or_default().to_owned();
            if finding["waived"].is_null() && finding["severity"] != "note" {
                office
                    .run(&format!("waive {} '{}' --reason 已核实", text("code"), text("place")))
                    .done();
            }
        }
        office.run("check --json")
    }),
    ("report", Findings, || draft().run("report --json")),
    ("export", Findings, || draft().run("export csv --json")),
    ("backup", Findings, || {
        let office = Office::demo();
        let evidence = fs::read_dir(office.ledger().join("evidence")).expect("there is evidence");
        let first = evidence.map(|file| file.expect("it can be listed").path()).min();
        fs::remove_file(first.expect("there is evidence")).expect("it can be removed");
        office.run("backup 甲.taizhang --json")
    }),
];

/// A year with an error that nobody has accepted.
fn draft() -> Office {
    office(&show("report", Small, &[], ""), Small)
}

#[test]
fn codes_that_want_a_scene() {
    let forms = validators();
    for (verb, code, scene) in SCENES {
        let said = scene();
        assert_eq!(said.code, *code, "{verb}: {said}");
        let contract = Contract::of(verb).expect("it has a contract");
        form_of(&said, &forms, contract.forms).expect("a schema fits");
    }
}

#[test]
fn every_command_has_a_contract() {
    fn leaves(command: &clap::Command, above: &str, all: &mut Vec<String>) {
        for sub in command.get_subcommands() {
            let path = format!("{above} {}", sub.get_name()).trim().to_owned();
            if sub.has_subcommands() {
                leaves(sub, &path, all);
            } else {
                all.push(path);
            }
        }
    }
    let mut commands = vec![String::new()];
    leaves(&taizhang_cli::parser(), "", &mut commands);
    let contracts: Vec<&str> = CONTRACTS.iter().map(|contract| contract.verb).collect();
    assert_eq!(contracts, commands);
    for contract in CONTRACTS {
        let can_find = contract.codes.contains(&Findings);
        assert_eq!(can_find, !contract.finding.is_empty(), "{}", contract.verb);
        assert!(contract.codes.is_sorted_by_key(|code| *code as u8), "{}", contract.verb);
    }
}

/// `just reference` (that is `TAIZHANG_UPDATE_GUIDES=1`) writes the schemas anew.
#[test]
fn the_committed_schemas_are_current() {
    let folder = root().join("docs/schema/cli");
    if std::env::var("TAIZHANG_UPDATE_GUIDES").is_ok() {
        fs::create_dir_all(&folder).expect("the folder can be made");
        for form in FORMS {
            fs::write(folder.join(file_name(form)), text(form)).expect("it can be written");
        }
    }
    let committed = files_in(&folder);
    let current: Files =
        FORMS.iter().map(|form| (file_name(form).into(), text(form).into_bytes())).collect();
    let names = |files: &Files| files.keys().cloned().collect::<Vec<_>>();
    assert_eq!(names(&committed), names(&current), "run `just reference`");
    let stale: Vec<_> = current
        .iter()
        .filter(|(name, bytes)| committed.get(*name) != Some(bytes))
        .map(|(name, _)| name)
        .collect();
    assert!(stale.is_empty(), "{stale:?} are stale; run `just reference`");
}

fn file_name(form: &Form) -> String {
    format!("{}.schema.json", form.name)
}

fn text(form: &Form) -> String {
    serde_json::to_string_pretty(&form.schema()).expect("a schema is JSON") + "\n"
}

#[test]
fn the_printed_schema_is_the_committed_one() {
    let office = Office::new();
    for form in FORMS {
        let said = office.run(&format!("schema {}", form.name));
        assert_eq!(said.out, text(form), "{}", form.name);
    }
}

/// Names of properties are in one style, and amounts are text.
#[test]
fn names_and_amounts_are_uniform() {
    fn look(schema: &Value, form: &str) {
        if let Some(properties) = schema.get("properties").and_then(Value::as_object) {
            for (name, property) in properties {
                let is_snake =
                    name.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_');
                assert!(is_snake, "{form}: {name}");
                assert_ne!(property["type"], "number", "{form}: {name} is a binary fraction");
            }
        }
        match schema {
            Value::Object(members) => members.values().for_each(|member| look(member, form)),
            Value::Array(items) => items.iter().for_each(|item| look(item, form)),
            _ => {}
        }
    }
    for form in FORMS {
        look(&form.schema().to_value(), form.name);
    }
}
