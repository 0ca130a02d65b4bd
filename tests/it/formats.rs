//! `fixtures/formats/vN/` holds a ledger of every released format, which must replay for ever.
//!
//! A folder there is made once, from the story in [`STORY`], and never edited afterwards. When the
//! stored bytes of today's program differ from the newest folder, `the_newest_fixture_is_what_is_written_today`
//! fails: either the change was not meant, or a new format is born. Then give it its folder with
//! `TAIZHANG_NEW_FORMAT=v2 cargo test -p taizhang-cli --test it formats`, and keep the old ones.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use taizhang_ledger::core::Quantity;
use taizhang_ledger::core::book::Command;
use taizhang_ledger::core::event::{BureauScore, Event, Receipt, ReturnSubmission};
use taizhang_ledger::core::figure::{Figure, FigureValue, Figures};
use taizhang_ledger::core::ids::Sequence;
use taizhang_ledger::store::{HashValue, Standing};
use taizhang_ledger::{Ledger, Request};

use crate::harness::{Files, Office, files_in, put_files, root, story};

/// What a fixture's ledger says: `expected.json`.
#[derive(Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Expected {
    events: u64,
    head_hash: String,
    /// Type of every event, in order.
    types: Vec<String>,
    /// Every figure of every year that is not zero, by year and key; a program may know more.
    figures: BTreeMap<String, BTreeMap<String, String>>,
}

/// A year and a half in which everything happens that can be recorded.
const STORY: &str = "
    init --unit 示范县科学技术协会 --code 062001 --year 2022 --alias 县科协 --kind 参公事业单位 --bureau 示范县财政局
    headcount 6 --posts 事业编制 --doc 示编〔2015〕3号 --doc-date 2015-03-01
    headcount 7 --category 参公
    asset 通用设备 --gross 26.84万元 --net 118100元
    @ 2022-06-01
    allocate 50万元 --line 2022-001 --name 在职人员经费 --category personnel --function 2060701 --econ 301 --doc 示财预〔2022〕1号 --date 1-10
    allocate 3万元 --line 2022-002 --name 日常公用经费 --category operating --function 2060701 --econ 302 --doc 示财预〔2022〕1号 --date 1-10 --memo 按在职7人
    adjust 20万元 --kind supplement --line 2022-003 --name 基层科普行动计划 --category project --project-code 062100000000000000001 --function 2060702 --econ 399 --doc 示财科〔2020〕2号 --date 5-18
    adjust 1万元 --kind reduction --line 2022-001 --doc 示财预〔2022〕3号 --date 5-19
    adjust 5000元 --kind virement --line 2022-001 --to 2022-002 --doc 示财预〔2022〕4号 --date 5-20
    adjust 0.3万元 --kind carry-over --line 2022-002 --doc 示财预〔2022〕5号 --date 5-21
    adjust 8万元 --kind freeze --line 2022-003 --doc 示财预〔2022〕6号 --date 5-22
    adjust 3万元 --kind release --line 2022-003 --doc 示财预〔2022〕7号 --date 5-23
    adjust 2万元 --kind withdraw --line 2022-003 --doc 示财预〔2022〕8号 --date 5-24
    amend line 2022-002 --name 公用经费 --reason 名称写错
    amend document 12 --doc 示财预〔2022〕9号 --doc-date 2022-05-22 --reason 文号写错
    target objective 做好科普服务。 --doc 示财绩〔2022〕1号
    target add --id I01 --level1 产出指标 --level2 数量指标 --name 受众人次 --sign ≥ --value 3000 --unit 人次 --weight 50 --source sum:audience --doc 示财绩〔2022〕1号
    target add --id I02 --level1 产出指标 --level2 质量指标 --name 服务规范 --sign 定性 --value 有方案有签到 --weight 20
    target add --id I03 --level1 满意度指标 --level2 服务对象满意度指标 --name 群众满意度 --sign >= --value 90 --unit % --weight 10 --source survey:群众
    target add --id I04 --level1 产出指标 --level2 成本指标 --name 三公经费 --sign <= --value 4000 --unit 元 --weight 10 --source figure:outturn.three_public.total
    target goal 1 办好科普活动。 --weight 70 --indicator I01 --indicator I02 --doc 示财绩〔2022〕1号
    target adjust --id I01 --sign ≥ --value 2500 --unit 人次 --reason 疫情影响 --doc 示财绩〔2022〕2号
    record --id A1 --name 科普日 --kind 宣传 --start 2022-05-28 --end 2022-05-30 --place 文化广场 --count audience:受众人次:2300人次 --count leaflets:发放资料:12034册:余1000
    record --id A1 --name 科普日 --kind 宣传 --start 2022-05-28 --end 2022-05-30 --place 文化广场 --count audience:受众人次:2450人次:多100 --count leaflets:发放资料:12034册:余1000 --correct 漏计一天
    record --id A2 --name 讲座 --start 2022-05-31 --count audience:受众人次:92人次:近100
    disburse 40,000.00元 --line 2022-001 --econ 30101 --payee 在职职工 --voucher 记-001 --memo 一月工资 --date 1-15
    disburse 1,234.50元 --line 2022-002 --econ 30217 --payee 县招待所 --voucher 记-002 --memo 公务接待 --method 授权支付 --three-public 公务接待费 --activity A1 --date 5-30
    disburse 0.2万元 --line 2022-003 --econ 39908 --payee 示例商行 --voucher 记-003 --memo 展板 --method transfer --procurement --date 5-30
    refund 记-001 100元 --voucher 记-004 --reason 多发
    correct 记-002 --reason 金额写颠倒 --amount 1,243.50元 --voucher 记-005
    attach 记-001 工资表.txt --memo 工资表
    survey 群众 --sample 160 --satisfied 152
    reconcile --shown 43143.50元
    reconcile --shown 40000元 --line 2022-001 --explanation 退回在途
    close month 1
    @ 2023-01-10
    assess I02 --tier partly-achieved --percent 75.5 --reason 抽查两场缺签到表
    explain --indicator I01 --reason 另有线上活动 --action 次年计入 --cause 经费保障 --cause 其他
    explain --figure rate.execution.total --reason 专项年底才下达
    waive DOCNO 2022-003 --reason 文件跨年执行
    narrate duties --text '开展科普，全年支出{{ fig(\"outturn.total\") | wan }}。'
    @ by 分管领导
    narrate duties --review=同意
    @ by 经办会计
    submit
    @ by 分管领导
    review --return=请核对得分
    @ by 经办会计
    submit
    @ by 分管领导
    review --approve
";

/// What follows the return to the bureau.
const SECOND_YEAR: &str = "
    @ 2023-02-20
    close year --surplus 2022-001
    reopen --reason 漏记一笔
    disburse 60元 --line 2022-002 --econ 30201 --payee 县文具店 --voucher 记-006 --memo 笔 --date 2022-12-31
    close year
    open
    close month 1
    reopen --month 1 --reason 漏记一笔
    adjust 36,696.50元 --kind 结转 --line 2023-002 --name 日常公用经费 --category operating --function 2060701 --econ 302 --doc 示财预〔2023〕1号 --date 2023-02-10
    disburse 5元 --line 2023-002 --econ 30201 --payee 县文具店 --voucher 记-001 --memo 笔
    import payments 支付.csv --yes
    reconcile 系统.csv --explanation 两笔待查
    refund 记-002 2.50元 --voucher 记-004 --reason 多付
    correct 记-003 --reason 付重
    asset 设备 --gross 12万元 --net 8万元
    @ 2024-01-05
    open --before-closing
    --year 2023 close year
";

/// Payments as the paying system lists them, with its own numbers; the second is taken back.
const PAID: &str = "日期,支付单号,凭证号,指标,经济科目,金额(元),收款人,摘要
2023-02-15,ZF20230001,记-002,2023-002,30201,7.00,县文具店,纸
2023-02-16,ZF20230002,记-003,2023-002,30201,8.00,县文具店,墨
";

/// What the provincial system lists: 记-002 and 记-001, the latter with another amount, and two without a number, of which the
/// ledger has one.
const LISTED: &str = "日期,凭证号,金额(元)
2023-02-15,记-002,7.00
2023-02-20,记字第1号,6.00
2023-02-16,,8.00
2023-02-17,,8.00
";

/// Makes the ledger of the story.
fn written_today() -> Office {
    let office = Office::new();
    office.file("工资表.txt", "一月 四万元\n");
    office.file("支付.csv", PAID);
    office.file("系统.csv", LISTED);
    let said = story(&office, STORY);
    assert!(!said.contains("错误："), "{said}");
    let mut ledger = office.open();
    let on: Date = "2023-01-10".parse().expect("it is a date");
    let digest = HashValue::of(b"self-evaluation").to_string();
    for command in [
        Command::NoteReturn(ReturnSubmission { profile: "national".to_owned(), digest }),
        Command::NoteReceipt(Receipt { number: "HZ-2023-001".to_owned() }),
        Command::NoteBureauScore(BureauScore {
            score: "96.5".parse().expect("it is a decimal"),
            remark: "资料齐全".to_owned(),
        }),
    ] {
        ledger.record(&Request::new(on, command)).expect("the self-evaluation was approved");
    }
    drop(ledger);
    let said = story(&office, SECOND_YEAR);
    assert!(!said.contains("错误："), "{said}");
    office
}

/// The files of a ledger that are a promise.
fn promised(folder: &Path) -> Files {
    let mut files = files_in(folder);
    files.retain(|path, _| {
        path.starts_with("journal")
            || path.starts_with("evidence")
            || path.ends_with("taizhang.toml")
    });
    files
}

/// Reads what a ledger says.
fn said_by(office: &Office) -> Expected {
    let ledger = office.open();
    let events = ledger.events(Sequence::new(1)).expect("the log can be read");
    let events: Vec<_> = events.map(|event| event.expect("every line decodes")).collect();
    let types = events.iter().map(|event| event.recorded.event.kind().name.to_owned()).collect();
    let years: BTreeSet<_> = events.iter().map(|event| event.stream.year).collect();
    let (count, head_hash) = (ledger.head().sequence.get(), ledger.head().hash.to_string());
    drop(ledger);
    let figures = years
        .into_iter()
        .map(|year| (year.to_string(), figures(&office.open_year(year))))
        .collect();
    Expected { events: count, head_hash, types, figures }
}

fn figures(ledger: &Ledger) -> BTreeMap<String, String> {
    let book = ledger.book().expect("every event applies");
    let figures = Figures::of(book).expect("the year was opened");
    let all = figures.all().expect("figures can be computed");
    let exact = |figure: Figure| Some((figure.key.to_string(), exact_text(&figure.value)?));
    all.into_iter().filter_map(exact).collect()
}

/// The exact value with its unit, unless it is zero.
fn exact_text(value: &FigureValue) -> Option<String> {
    match value {
        FigureValue::Money(money) => (!money.is_zero()).then(|| format!("{money} 元")),
        FigureValue::Quantity(quantity) => {
            let Quantity { value, unit, .. } = quantity;
            (!value.is_zero()).then(|| format!("{value} {unit}"))
        }
        FigureValue::Ratio(ratio) => {
            let (part, whole) = (ratio.numerator(), ratio.denominator());
            (!part.is_zero()).then(|| format!("{part} ÷ {whole}"))
        }
    }
}

/// The fixtures, oldest first.
fn formats() -> Vec<PathBuf> {
    let entries = fs::read_dir(root().join("fixtures/formats")).expect("there are fixtures");
    let mut folders: Vec<_> = entries
        .map(|entry| entry.expect("it can be listed").path())
        .filter(|path| path.file_name().is_some_and(|name| name.to_string_lossy().starts_with('v')))
        .filter(|path| path.is_dir())
        .collect();
    folders.sort_by_key(|path| {
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        name.trim_start_matches('v').parse::<u32>().expect("a format is named v and its number")
    });
    folders
}

#[test]
fn the_newest_fixture_is_what_is_written_today() {
    let office = written_today();
    let written = promised(&office.ledger());
    if let Ok(name) = std::env::var("TAIZHANG_NEW_FORMAT") {
        let folder = root().join("fixtures/formats").join(name);
        assert!(!folder.exists(), "{} is never edited", folder.display());
        put_files(&folder, &written);
        let expected = serde_json::to_string_pretty(&said_by(&office)).expect("it has a JSON form");
        fs::write(folder.join("expected.json"), expected + "\n").expect("it can be written");
    }
    let newest = formats().pop().expect("there is a fixture");
    let kept = promised(&newest);
    let names = |files: &Files| files.keys().cloned().collect::<Vec<_>>();
    assert_eq!(names(&written), names(&kept));
    let lines = |files: &Files| -> Vec<String> {
        files.values().flat_map(|bytes| lines_of(bytes)).collect()
    };
    let differing: Vec<_> =
        lines(&written).into_iter().zip(lines(&kept)).filter(|(now, then)| now != then).collect();
    assert_eq!(differing.first(), None, "stored bytes changed; see the head of this file");
    assert!(written == kept, "stored bytes changed; see the head of this file");
}

fn lines_of(bytes: &[u8]) -> Vec<String> {
    String::from_utf8_lossy(bytes).lines().map(str::to_owned).collect()
}

#[test]
fn every_released_format_replays() {
    for folder in formats() {
        let office = Office::new();
        put_files(&office.ledger(), &promised(&folder));
        office.on("2024-01-02");
        let text = fs::read_to_string(folder.join("expected.json")).expect("it is there");
        let expected: Expected = serde_json::from_str(&text).expect("it can be read");
        let verified = office.run("verify --json").json();
        assert_eq!(verified["ok"], true, "{}: {verified}", folder.display());
        let mut said = said_by(&office);
        for (year, figures) in &mut said.figures {
            let known = expected.figures.get(year);
            figures.retain(|key, _| known.is_some_and(|known| known.contains_key(key)));
        }
        assert_eq!(said, expected, "{}", folder.display());
        let head: HashValue = expected.head_hash.parse().expect("it is a hash");
        let report = office.open().verify(Some(head)).expect("the ledger can be read");
        assert!(matches!(report.standing, Some(Standing::Past { events_after: 0, .. })));
    }
}

#[test]
fn every_event_type_is_in_a_fixture() {
    let mut found = BTreeSet::new();
    for folder in formats() {
        for line in promised(&folder).values().flat_map(|bytes| lines_of(bytes)) {
            let line: serde_json::Value = serde_json::from_str(&line).unwrap_or_default();
            found.extend(line["event"]["type"].as_str().map(str::to_owned));
        }
    }
    let known: BTreeSet<String> = Event::kinds().iter().map(|kind| kind.name.to_owned()).collect();
    assert_eq!(found, known);
}
