//! Figures: values, words, keys, traces, and the two axes of time.

use taizhang_core::PrintRule;
use taizhang_core::book::AsOf;
use taizhang_core::event::{
    AuthorisedPosts, BudgetLine, Disbursement, Event, ExpenditureCategory, Headcount, PostKind,
    Project, StaffCategory, ThreePublic, YearClosing,
};
use taizhang_core::figure::{FigureError, FigureKey, FigureValue, Figures, Measure, trace};
use taizhang_core::ids::Sequence;
use taizhang_testutils::builders::{
    Story, activity, assets, counted, cut, day, line, operating, original, paid, payment,
    personnel, project, reduced, returned, reversed, supplemented, survey, virement,
};

/// A small year: 786.20 given at first, 1205.30 in the end, 1000.00 spent.
fn small_year() -> Story {
    let reception = Event::DisbursementMade(Disbursement {
        three_public: Some(ThreePublic::OfficialReception),
        ..payment(operating(), "30217", "32.30")
    });
    let bought = Event::DisbursementMade(Disbursement {
        procurement: true,
        ..payment(project(), "30201", "150.00")
    });
    Story::opened()
        .with("2022-01-10", original(personnel(), "700.00"))
        .with("2022-01-10", original(operating(), "86.20"))
        .with("2022-03-01", supplemented(project(), "400.00"))
        .with("2022-03-05", paid(personnel(), "30101", "600.00"))
        .with("2022-04-20", reception)
        .with("2022-05-10", bought)
        .with("2022-06-30", virement(personnel(), operating(), "50.00"))
        .with("2022-07-01", reduced(operating(), "0.90"))
        .with("2022-07-02", supplemented(operating(), "20.00"))
        .with("2022-08-01", Event::AllotmentFrozen(cut(project(), "100.00")))
        .with("2022-09-01", paid(personnel(), "30102", "50.00"))
        .then("2022-09-02", |story| returned(story.last(), "10.00"))
        .with("2022-11-01", paid(operating(), "30201", "177.70"))
        .with("2022-11-02", paid(operating(), "30201", "5.00"))
        .then("2022-12-01", |story| reversed(story.last()))
}

fn key(text: &str) -> FigureKey {
    text.parse().expect("tests state valid keys")
}

/// Prints a value: money in yuan, counts with their unit, rates in per cent.
fn printed(value: &FigureValue) -> String {
    match value {
        FigureValue::Money(amount) => amount.to_string(),
        FigureValue::Quantity(quantity) => quantity.to_string(),
        FigureValue::Ratio(ratio) => ratio.percent_text(2),
    }
}

#[track_caller]
fn check(story: &Story, expected: &[(&str, &str)]) {
    check_as_of(story, AsOf::default(), expected);
}

#[track_caller]
fn check_as_of(story: &Story, as_of: AsOf, expected: &[(&str, &str)]) {
    let book = story.book_as_of(as_of);
    let figures = Figures::of(&book).expect("the year is open");
    for (text, value) in expected {
        let figure = figures.get(&key(text)).expect("the figure exists");
        assert_eq!(printed(&figure.value), *value, "{text}");
    }
}

#[test]
fn budget_and_outturn() {
    check(
        &small_year(),
        &[
            ("budget.original.total", "786.20"),
            ("budget.supplement.total", "420.00"),
            ("budget.reduction.total", "-0.90"),
            ("budget.virement.total", "0.00"),
            ("budget.virement.line.2022-001", "-50.00"),
            ("budget.virement.line.2022-002", "50.00"),
            ("budget.adjustment.total", "419.10"),
            ("budget.final.total", "1205.30"),
            ("outturn.total", "1000.00"),
            ("outturn.basic", "850.00"),
            ("outturn.basic.personnel", "640.00"),
            ("outturn.basic.operating", "210.00"),
            ("outturn.project", "150.00"),
            ("outturn.project.062100000000000000001", "150.00"),
            ("frozen.total", "100.00"),
            ("unspent.total", "205.30"),
            ("available.total", "105.30"),
            ("available.line.2022-003", "150.00"),
            ("rate.execution.total", "82.97%"),
            ("rate.against_original.total", "127.19%"),
        ],
    );
}

#[test]
fn by_code_fund_and_kind() {
    check(
        &small_year(),
        &[
            ("outturn.economic.301", "640.00"),
            ("outturn.economic.30101", "600.00"),
            ("outturn.economic.302", "360.00"),
            ("outturn.economic.30201", "327.70"),
            ("outturn.basic.economic.302", "210.00"),
            ("outturn.function.206", "1000.00"),
            ("outturn.function.2060702", "1000.00"),
            ("outturn.fund.general_public_budget", "1000.00"),
            ("outturn.three_public.total", "32.30"),
            ("outturn.three_public.official_reception", "32.30"),
            ("outturn.three_public.overseas_travel", "0.00"),
            ("outturn.procurement", "150.00"),
            ("share.basic", "85.00%"),
            ("share.project", "15.00%"),
            ("share.economic.301", "64.00%"),
            ("share.basic.economic.301", "75.29%"),
        ],
    );
}

/// A reversal counts in its own month, so that what a locked month said stays true.
#[test]
fn by_month() {
    check(
        &small_year(),
        &[
            ("outturn.month.03", "600.00"),
            ("outturn.month.09", "40.00"),
            ("outturn.month.11", "182.70"),
            ("outturn.month.12", "-5.00"),
            ("outturn.through.03", "600.00"),
            ("outturn.through.11", "1005.00"),
            ("outturn.through.12", "1000.00"),
            ("rate.execution.through.12", "82.97%"),
        ],
    );
}

#[test]
fn people_assets_activities_and_surveys() {
    let posts = AuthorisedPosts { kind: PostKind::Institution, count: 6, document: None };
    let staff = |category, count| Event::HeadcountRecorded(Headcount { category, count });
    let mut second = activity("A2", "34");
    second.results.push(counted("leaflets", "492", "册"));
    second.results[1].quantity.print = PrintRule::Nearly(100);
    let story = Story::opened()
        .with("2022-01-01", Event::AuthorisedPostsSet(posts))
        .with("2022-01-01", staff(StaffCategory::CivilServiceManaged, 6))
        .with("2022-01-01", staff(StaffCategory::SupportWorker, 1))
        .with("2022-01-01", staff(StaffCategory::Retired, 3))
        .with("2022-12-31", Event::AssetsRecorded(assets("100.00", "40.00")))
        .with("2022-09-30", Event::ActivityRecorded(activity("A1", "12000")))
        .with("2022-10-30", Event::ActivityRecorded(second))
        .with("2022-11-30", Event::SurveyHeld(survey(200, 195)));
    check(
        &story,
        &[
            ("posts.total", "6名"),
            ("headcount.in_post", "7人"),
            ("headcount.retired", "3人"),
            ("rate.headcount", "116.67%"),
            ("assets.gross.total", "100.00"),
            ("assets.net.fixed", "40.00"),
            ("assets.depreciation", "60.00"),
            ("activity_count", "2次"),
            ("activity.audience", "12034人次"),
            ("activity.leaflets", "近500册"),
            ("survey.服务对象", "97.50%"),
        ],
    );
}

/// The latest statement holds, by business date and then by recording.
#[test]
fn the_latest_statement_holds() {
    let people = |count| {
        Event::HeadcountRecorded(Headcount { category: StaffCategory::CivilServant, count })
    };
    let story = Story::opened()
        .with("2022-06-30", people(5))
        .with("2022-01-01", people(4))
        .with("2022-06-30", people(6));
    check(&story, &[("headcount.civil_servant", "6人")]);
    let january = AsOf { date: Some(day("2022-01-31")), sequence: None };
    check_as_of(&story, january, &[("headcount.civil_servant", "4人")]);
    let taken_back = story.then("2022-07-01", |story| reversed(story.last()));
    check(&taken_back, &[("headcount.civil_servant", "5人")]);
}

/// Two axes: what had happened by a day, and what had been recorded by then.
#[test]
fn as_of_a_date_and_as_of_a_sequence() {
    let late = small_year().with("2022-02-01", paid(personnel(), "30101", "1.00"));
    let on = |text| AsOf { date: Some(day(text)), sequence: None };
    check_as_of(&late, on("2022-01-31"), &[("outturn.total", "0.00")]);
    check_as_of(&late, on("2022-02-01"), &[("outturn.total", "1.00")]);
    check_as_of(&late, on("2022-06-30"), &[("outturn.total", "783.30")]);
    let recorded = |position| AsOf { date: None, sequence: Some(Sequence::new(position)) };
    check_as_of(&late, recorded(17), &[("outturn.total", "1000.00")]);
    check_as_of(&late, recorded(18), &[("outturn.total", "1001.00")]);
    let both = AsOf { date: Some(day("2022-02-28")), sequence: Some(Sequence::new(17)) };
    check_as_of(&late, both, &[("outturn.total", "0.00"), ("budget.final.total", "786.20")]);
    let before_all = AsOf { date: Some(day("2021-12-31")), sequence: None };
    check_as_of(&late, before_all, &[("budget.final.total", "0.00")]);
}

/// A zero base is no rate at all.
#[test]
fn an_empty_year_has_figures_and_no_rates() {
    check(
        &Story::opened(),
        &[
            ("outturn.total", "0.00"),
            ("rate.execution.total", "—"),
            ("share.basic", "—"),
            ("rate.headcount", "—"),
            ("closing.carry_over", "0.00"),
            ("closing.surplus", "0.00"),
        ],
    );
}

#[test]
fn closing_keeps_carry_over_and_surplus_apart() {
    use taizhang_core::event::{BalanceDisposal, ClosingBalance};
    check(&small_year(), &[("closing.carry_over", "205.30"), ("closing.surplus", "0.00")]);
    let balance = |line: &BudgetLine, amount, disposal| ClosingBalance {
        line: line.id.clone(),
        amount: taizhang_testutils::builders::yuan(amount),
        disposal,
    };
    let balances = vec![
        balance(&personnel(), "10.00", BalanceDisposal::CarryOver),
        balance(&project(), "195.30", BalanceDisposal::Surplus),
    ];
    let closing = YearClosing { head_hash: String::new(), balances };
    let closed = small_year().with("2022-12-31", Event::YearClosed(closing));
    check(&closed, &[("closing.carry_over", "10.00"), ("closing.surplus", "195.30")]);
}

#[test]
fn a_figure_says_how_it_is_computed() {
    let book = small_year().book();
    let figures = Figures::of(&book).unwrap();
    for (text, label, formula) in [
        ("outturn.basic", "基本支出全年执行数", "Σ 支付、退回（基本支出）"),
        ("outturn.month.03", "3月执行数", "Σ 支付、退回（总支出，3月）"),
        ("outturn.procurement", "政府采购执行数", "Σ 支付、退回（总支出，政府采购）"),
        ("share.basic", "基本支出占总支出比重", "基本支出全年执行数 ÷ 全年执行数"),
        ("available.total", "可用余额", "全年预算数 − 全年执行数 − 冻结"),
    ] {
        let figure = figures.get(&key(text)).unwrap();
        assert_eq!((figure.label.as_str(), figure.formula.as_str()), (label, formula));
    }
    let rate = figures.get(&key("rate.execution.total")).unwrap();
    assert_eq!(rate.value.ratio().map(taizhang_core::Ratio::base), Some("全年预算数"));
}

#[test]
fn an_unknown_figure_suggests_near_ones() {
    let book = small_year().book();
    let figures = Figures::of(&book).unwrap();
    let error = figures.get(&key("outturn.bassic")).expect_err("there is no such figure");
    let FigureError::Unknown { key: unknown, suggestions } = error else {
        panic!("{error:?}");
    };
    assert_eq!((unknown.as_str(), suggestions[0].as_str()), ("outturn.bassic", "outturn.basic"));
}

#[test]
fn an_unopened_year_has_no_figures() {
    let book = Story::new().book();
    assert_eq!(Figures::of(&book).err(), Some(FigureError::YearNotOpen));
}

/// Ids, project codes, and subjects come from people; the keys made of them can be typed.
#[test]
fn every_key_can_be_typed() {
    let awkward = Project { code: "P 1..2".to_owned(), name: "科普".to_owned() };
    let story = small_year()
        .with(
            "2022-01-11",
            original(line("指标 1.", ExpenditureCategory::Project(awkward), "302"), "1.00"),
        )
        .with("2022-11-30", {
            let mut held = survey(10, 9);
            held.subject = "乡 镇\t干部.".repeat(60);
            Event::SurveyHeld(held)
        });
    let book = story.book();
    let figures = Figures::of(&book).unwrap();
    for figure in figures.keys() {
        assert_eq!(figure.as_str().parse::<FigureKey>().as_ref(), Ok(figure));
    }
    check(&story, &[("budget.original.project.P_1._.2", "1.00")]);
}

#[test]
fn a_trace_names_the_events_behind_a_figure() {
    let story = small_year();
    let book = story.book();
    let figures = Figures::of(&book).unwrap();
    let behind = |text: &str| -> Vec<(u64, String)> {
        let sources = figures.sources(&key(text)).unwrap();
        trace(&figures, &sources, story.events(), AsOf::default())
            .into_iter()
            .map(|part| {
                let amount = part.amount.map_or_else(String::new, |amount| amount.to_string());
                (part.sequence.get(), amount)
            })
            .collect()
    };
    let amounts = |parts: &[(u64, &str)]| -> Vec<(u64, String)> {
        parts.iter().map(|(at, amount)| (*at, (*amount).to_owned())).collect()
    };
    assert_eq!(
        behind("outturn.basic.personnel"),
        amounts(&[(6, "600.00"), (13, "50.00"), (14, "-10.00")])
    );
    assert_eq!(behind("outturn.month.12"), amounts(&[(17, "-5.00")]));
    assert_eq!(behind("budget.virement.total"), amounts(&[(9, "0.00")]));
    let counting = story.with("2022-09-30", Event::ActivityRecorded(activity("A1", "100")));
    let book = counting.book();
    let figures = Figures::of(&book).unwrap();
    let sources = figures.sources(&key("activity.audience")).unwrap();
    let parts = trace(&figures, &sources, counting.events(), AsOf::default());
    let behind: Vec<_> = parts.iter().map(|part| (part.sequence.get(), part.amount)).collect();
    assert_eq!(behind, [(18, None)]);
}

/// What carries over and what is surplus are each traced to the events of their own lines.
#[test]
fn closing_balances_are_traced_to_their_lines() {
    use taizhang_core::event::{BalanceDisposal, ClosingBalance};
    let open = small_year();
    let book = open.book();
    let balances = book.lines().map(|line| ClosingBalance {
        line: line.id.clone(),
        amount: {
            let budget = book.line_total(&line.id, Measure::FINAL_BUDGET).unwrap();
            budget.checked_sub(book.line_total(&line.id, Measure::OUTTURN).unwrap()).unwrap()
        },
        disposal: if line.id == project().id {
            BalanceDisposal::Surplus
        } else {
            BalanceDisposal::CarryOver
        },
    });
    let closing = YearClosing { head_hash: String::new(), balances: balances.collect() };
    let closed = small_year().with("2022-12-31", Event::YearClosed(closing));
    for story in [&open, &closed] {
        let book = story.book();
        let figures = Figures::of(&book).unwrap();
        for name in ["closing.carry_over", "closing.surplus"] {
            let sources = figures.sources(&key(name)).unwrap();
            let parts = trace(&figures, &sources, story.events(), AsOf::default());
            let total: rust_decimal::Decimal = parts.iter().filter_map(|part| part.amount).sum();
            let value = figures.value(&key(name)).unwrap().money().unwrap();
            assert_eq!(total, value.yuan(), "{name}");
        }
    }
}
