//! Makes a ledger with many payments, and the same payments as journals of other programs.
//!
//! `cargo run --release -p taizhang-ledger --example payments -- FOLDER COUNT` writes
//! `FOLDER/ledger` and `FOLDER/payments.{hledger,ledger,beancount}`; `tests/bench.sh` measures them.

use std::cell::Cell;
use std::collections::BTreeMap;
use std::error::Error;
use std::fs::{self, File};
use std::io::{BufWriter, Write};
use std::ops::Range;
use std::path::Path;

use jiff::civil::{Date, date};
use taizhang_core::book::{BudgetChange, Command, LineChoice, Payment};
use taizhang_core::code::FundType;
use taizhang_core::event::{BudgetLine, ExpenditureCategory, PaymentMethod, UnitKind, UnitProfile};
use taizhang_core::{FiscalYear, Money, SourceDocument};
use taizhang_ledger::{Clock, Config, Environment, IdSource, Ledger, Request};
use taizhang_store::RecordedAt;
use uuid::{Builder, Uuid};

/// Payments recorded by one command.
const BATCH: u32 = 1000;

/// Sections that payments are spread over.
const SECTIONS: [&str; 8] =
    ["30101", "30102", "30107", "30201", "30207", "30211", "30302", "31002"];

struct FixedClock;

impl Clock for FixedClock {
    fn now(&self) -> RecordedAt {
        "2023-01-03T09:00:00+08:00".parse().expect("the text is a moment")
    }
}

struct Counter(Cell<u64>);

impl IdSource for Counter {
    fn fresh(&self) -> Uuid {
        let count = self.0.get();
        self.0.set(count.wrapping_add(1));
        Builder::from_unix_timestamp_millis(count, &[0; 10]).into_uuid()
    }
}

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().collect();
    let [_, folder, count] = arguments.as_slice() else {
        return Err("usage: payments FOLDER COUNT".into());
    };
    let (folder, count) = (Path::new(folder), count.parse::<u32>()?);
    fs::create_dir_all(folder)?;
    let mut ledger = open_year(&folder.join("ledger"))?;
    for first in (0..count).step_by(BATCH.try_into()?) {
        let last = first.saturating_add(BATCH).min(count);
        record(&mut ledger, first..last, count)?;
    }
    drop(ledger);
    write_rivals(folder, count)
}

fn open_year(root: &Path) -> Result<Ledger, Box<dyn Error>> {
    let unit = UnitProfile {
        code: "100001".parse()?,
        name: "示例单位".to_owned(),
        aliases: Vec::new(),
        kind: UnitKind::Institution,
        department: "示例单位".to_owned(),
        bureau: "示例财政局".to_owned(),
    };
    let config = Config {
        format: Config::FORMAT,
        unit: unit.code.clone(),
        year: FiscalYear::try_from(2022)?,
        pack: "national-whole-unit-2020".to_owned(),
    };
    let environment = Environment {
        clock: Box::new(FixedClock),
        ids: Box::new(Counter(Cell::new(0))),
        operator: "经办".parse()?,
        command: "payments".to_owned(),
    };
    let mut ledger = Ledger::create(root, config, unit, environment)?;
    for class in ["301", "302", "303", "310"] {
        let grant = Command::ChangeBudget {
            change: BudgetChange::Original,
            line: LineChoice::New(BudgetLine {
                id: class.parse()?,
                name: format!("指标 {class}"),
                category: ExpenditureCategory::Operating,
                fund: FundType::GeneralPublicBudget,
                function: "2060701".parse()?,
                economic: class.parse()?,
            }),
            amount: Money::from_fen(1_000_000_000_000_000),
            document: SourceDocument {
                number: "示例〔2022〕1号".parse()?,
                dated: date(2022, 1, 4),
            },
            memo: String::new(),
        };
        ledger.record(&Request::new(date(2022, 1, 4), grant))?;
    }
    Ok(ledger)
}

/// The `n`-th of `count` payments: day, section and fen.
fn payment(n: u32, count: u32) -> Result<(Date, &'static str, i64), Box<dyn Error>> {
    let day = i64::from(n).saturating_mul(365) / i64::from(count);
    let on = date(2022, 1, 1).checked_add(jiff::Span::new().days(day))?;
    let section = SECTIONS[usize::try_from(n)? % SECTIONS.len()];
    Ok((on, section, i64::from(n % 9973).saturating_mul(37).saturating_add(100)))
}

fn record(ledger: &mut Ledger, numbers: Range<u32>, count: u32) -> Result<(), Box<dyn Error>> {
    let mut by_day: BTreeMap<Date, Vec<Command>> = BTreeMap::new();
    for n in numbers {
        let (on, section, fen) = payment(n, count)?;
        by_day.entry(on).or_default().push(Command::Disburse(Payment {
            line: section[..3].parse()?,
            economic: Some(section.parse()?),
            amount: Money::from_fen(fen),
            payee: "示例收款人".to_owned(),
            voucher: format!("V{n}"),
            payment_id: None,
            memo: "示例支付".to_owned(),
            method: PaymentMethod::Direct,
            three_public: None,
            procurement: false,
            activity: None,
        }));
    }
    for (on, commands) in by_day {
        let request = Request::all(on, commands);
        ledger.record(&request)?;
    }
    Ok(())
}

fn write_rivals(folder: &Path, count: u32) -> Result<(), Box<dyn Error>> {
    let create = |name: &str| File::create(folder.join(name)).map(BufWriter::new);
    let mut plain = create("payments.ledger")?;
    let mut beancount = create("payments.beancount")?;
    for section in SECTIONS {
        writeln!(beancount, "2022-01-01 open Expenses:C{}:S{section}", &section[..3])?;
    }
    writeln!(beancount, "2022-01-01 open Assets:Treasury")?;
    for n in 0..count {
        let (on, section, fen) = payment(n, count)?;
        let amount = Money::from_fen(fen);
        let class = &section[..3];
        writeln!(
            plain,
            "{on} V{n}\n  expenses:{class}:{section}  CNY {amount}\n  assets:treasury\n"
        )?;
        writeln!(
            beancount,
            "{on} * \"V{n}\"\n  Expenses:C{class}:S{section}  {amount} CNY\n  Assets:Treasury\n"
        )?;
    }
    Ok(())
}
