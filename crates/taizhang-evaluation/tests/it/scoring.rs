//! Boundary tables of every scoring function.
//!
//! Sources: the rules of the deployed system as recorded in the design reference 1.3 (T, 2T, zero
//! and negative values, half-up to two decimals); 1.5 for the reverse ratio, steps and bands.

use rust_decimal::Decimal;
use taizhang_core::event::Comparator;
use taizhang_evaluation::pack::{
    Band, Measured, Pack, PartialStep, RateBasis, Rounding, RoundingMode, ScoringFunction,
};

use crate::ledger::decimal;

fn rounding() -> Rounding {
    Rounding {
        digits: 2,
        mode: RoundingMode::HalfUp,
        rate: RateBasis::Raw,
        rate_digits: 2,
        source: String::new(),
        verified: true,
    }
}

/// Scores each actual value of a table against one target worth ten points.
fn check(function: &ScoringFunction, comparator: Comparator, target: &str, table: &[(&str, &str)]) {
    for (actual, expected) in table {
        let measured = Measured {
            comparator,
            target: decimal(target),
            actual: decimal(actual),
            weight: Decimal::TEN,
        };
        let points = rounding().points(function.score(measured));
        assert_eq!(points, decimal(expected), "{function:?}: T {target}, A {actual}");
    }
}

#[test]
fn proportional_gives_all_points_from_the_target_on() {
    let table = [
        ("-5", "0"),
        ("0", "0"),
        ("50", "5"),
        // 9.999 of ten points, printed with two decimals.
        ("99.99", "10"),
        ("99.94", "9.99"),
        ("100", "10"),
        ("100.01", "10"),
        ("130", "10"),
        ("200", "10"),
    ];
    for comparator in [Comparator::Above, Comparator::AtLeast, Comparator::Equal] {
        check(&ScoringFunction::Proportional, comparator, "100", &table);
    }
    check(&ScoringFunction::Proportional, Comparator::AtLeast, "0", &[("0", "10"), ("-1", "10")]);
    // 2 ÷ 3 of ten points, half up from the exact quotient.
    check(&ScoringFunction::Proportional, Comparator::AtLeast, "3", &[("2", "6.67")]);
}

#[test]
fn linear_penalty_is_gone_at_twice_the_target() {
    let function = ScoringFunction::LinearPenalty { zero_at: decimal("2") };
    let table = [
        ("-1", "10"),
        ("0", "10"),
        ("4.99", "10"),
        ("5", "10"),
        ("5.01", "9.98"),
        ("6", "8"),
        ("6.5", "7"),
        ("9.99", "0.02"),
        ("10", "0"),
        ("10.01", "0"),
    ];
    for comparator in [Comparator::AtMost, Comparator::Below] {
        check(&function, comparator, "5", &table);
    }
    check(&function, Comparator::AtMost, "0", &[("0", "10"), ("0.01", "0"), ("-1", "10")]);
}

#[test]
fn reverse_ratio_never_reaches_zero() {
    // 湖北表式：反向指标 W×T÷A，封顶。
    let table = [
        ("0", "10"),
        ("4.99", "10"),
        ("5", "10"),
        ("5.01", "9.98"),
        ("6", "8.33"),
        ("6.5", "7.69"),
        ("10", "5"),
    ];
    check(&ScoringFunction::ReverseRatio, Comparator::AtMost, "5", &table);
    check(&ScoringFunction::ReverseRatio, Comparator::AtMost, "0", &[("0", "10"), ("1", "0")]);
}

#[test]
fn all_or_nothing_turns_at_the_target() {
    let function = ScoringFunction::AllOrNothing;
    check(
        &function,
        Comparator::Equal,
        "0",
        &[("-1", "10"), ("0", "10"), ("0.01", "0"), ("30", "0")],
    );
    let floor =
        [("0", "0"), ("4.99", "0"), ("5", "10"), ("5.01", "10"), ("6.5", "10"), ("10", "10")];
    check(&function, Comparator::AtLeast, "5", &floor);
    let ceiling =
        [("0", "10"), ("4.99", "10"), ("5", "10"), ("5.01", "0"), ("6.5", "0"), ("10", "0")];
    check(&function, Comparator::AtMost, "5", &ceiling);
}

#[test]
fn steps_lose_points_for_each_step_away() {
    let steps =
        |partial| ScoringFunction::Steps { per: decimal("1"), deduct: decimal("0.5"), partial };
    // 在职人员控制率: each point over 100 % loses half a point.
    let counted = [
        ("0", "10"),
        ("99.99", "10"),
        ("100", "10"),
        ("100.01", "10"),
        ("101", "9.5"),
        ("116.67", "1.67"),
        ("130", "0"),
        ("200", "0"),
    ];
    check(&steps(PartialStep::Counted), Comparator::AtMost, "100", &counted);
    let ignored = [("100", "10"), ("100.99", "10"), ("101", "9.5"), ("116.67", "2")];
    check(&steps(PartialStep::Ignored), Comparator::AtMost, "100", &ignored);
    let full = [("100", "10"), ("100.01", "9.5"), ("101", "9.5"), ("116.67", "1.5")];
    check(&steps(PartialStep::Full), Comparator::AtMost, "100", &full);
    // 预算完成率: each complete 5 % below loses two points.
    let complete = ScoringFunction::Steps {
        per: decimal("5"),
        deduct: decimal("2"),
        partial: PartialStep::Ignored,
    };
    let table = [
        ("100", "10"),
        ("95.01", "10"),
        ("95", "8"),
        ("90", "6"),
        ("75", "0"),
        ("0", "0"),
        ("99.99", "10"),
        ("100.01", "10"),
        ("130", "10"),
        ("200", "10"),
    ];
    check(&complete, Comparator::AtLeast, "100", &table);
}

#[test]
fn bands_score_by_the_value_alone() {
    let band = |up_to, points| Band { up_to: decimal(up_to), points: decimal(points) };
    // 预算控制率: 0 → all, ≤10 → 4, ≤20 → 3, ≤30 → 2, above → 0.
    let bands = vec![band("0", "10"), band("10", "4"), band("20", "3"), band("30", "2")];
    let function = ScoringFunction::Bands { bands, beyond: Decimal::ZERO };
    let table = [
        ("-1", "10"),
        ("0", "10"),
        ("0.01", "4"),
        ("10", "4"),
        ("10.01", "3"),
        ("20", "3"),
        ("30", "2"),
        ("30.01", "0"),
    ];
    check(&function, Comparator::AtMost, "0", &table);
}

#[test]
fn tiers_are_closed_below_and_open_above() {
    use taizhang_core::event::Tier::{Achieved, NotAchieved, PartlyAchieved};
    let pack = Pack::builtin(Pack::DEFAULT).expect("the default pack is consistent");
    for (percent, tier) in [
        ("100", Achieved),
        ("80", Achieved),
        ("79.99", PartlyAchieved),
        ("60", PartlyAchieved),
        ("59.99", NotAchieved),
        ("0", NotAchieved),
    ] {
        for other in [Achieved, PartlyAchieved, NotAchieved] {
            let allowed = pack.tiers().allow(other, decimal(percent));
            assert_eq!(allowed, other == tier, "{percent} % in {other:?}");
        }
    }
    assert!(!pack.tiers().allow(Achieved, decimal("100.01")));
}

#[test]
fn grades_begin_at_their_bounds() {
    let pack = Pack::builtin(Pack::DEFAULT).expect("the default pack is consistent");
    for (score, grade) in [
        ("100", "优"),
        ("90", "优"),
        ("89.99", "良"),
        ("80", "良"),
        ("79.99", "中"),
        ("60", "中"),
        ("59.99", "差"),
        ("0", "差"),
    ] {
        assert_eq!(pack.grade(decimal(score)), grade, "{score}");
    }
}

#[test]
fn a_rounded_rate_scores_what_the_reader_recomputes() {
    let exact = decimal("0.835849");
    assert_eq!(rounding().quotient(exact), exact);
    let printed = Rounding { rate: RateBasis::Rounded, ..rounding() };
    assert_eq!(printed.quotient(exact), decimal("0.8358"));
    let down = Rounding { mode: RoundingMode::Down, ..rounding() };
    assert_eq!(down.points(decimal("9.999")), decimal("9.99"));
    assert_eq!(rounding().points(decimal("9.555")), decimal("9.56"));
}

/// The shipped pack's own function for a comparator, with the target 5 and ten points.
fn shipped(pack: &str, comparator: Comparator, table: &[(&str, &str)]) {
    let pack = Pack::builtin(pack).expect("a shipped pack");
    let function = pack.scoring(comparator, decimal("5")).expect("every comparator is scored");
    check(function, comparator, "5", table);
}

#[test]
fn provinces_differ_on_what_exceeds_a_ceiling() {
    // T≤5, A=6, W=10: 8.00 in the deployed system, 8.33 in Hubei.
    shipped(Pack::DEFAULT, Comparator::AtMost, &[("5", "10"), ("6", "8"), ("10", "0")]);
    shipped("hubei-project-2022", Comparator::AtMost, &[("5", "10"), ("6", "8.33"), ("10", "5")]);
}

#[test]
fn hunan_scores_its_own_indicators_by_steps_and_bands() {
    let pack = Pack::builtin("hunan-whole-unit-2020").expect("a shipped pack");
    let five = |name: &str, comparator, target: &str, actual: &str| {
        let rule = pack.named_rule(name).expect("the form names it");
        let function = rule.function.as_ref().expect("it has a function");
        let (target, actual) = (decimal(target), decimal(actual));
        let measured = Measured { comparator, target, actual, weight: decimal("5") };
        pack.rounding().points(function.score(measured)).to_string()
    };
    let staff = |actual| five("在职人员控制率", Comparator::AtMost, "100", actual);
    assert_eq!(["100", "100.01", "101", "110"].map(staff), ["5", "5", "4.5", "0"]);
    let three_public = |actual| five("“三公”经费变动率", Comparator::AtMost, "0", actual);
    assert_eq!(["-20", "0", "1", "10"].map(three_public), ["5", "5", "4.5", "0"]);
    let done = |actual| five("预算完成率", Comparator::AtLeast, "100", actual);
    assert_eq!(["100", "95.01", "95", "90", "85"].map(done), ["5", "5", "3", "1", "0"]);
    let added = |actual| five("预算控制率", Comparator::AtMost, "0", actual);
    let points = ["0", "0.01", "10", "10.01", "20", "20.01", "30", "30.01"].map(added);
    assert_eq!(points, ["5", "4", "4", "3", "3", "2", "2", "0"]);
}

#[test]
fn hubei_has_tiers_of_its_own() {
    use taizhang_core::event::Tier::{Achieved, NotAchieved, PartlyAchieved};
    // 湖北：100—80（含）、80—50（含）、50—0。
    let pack = Pack::builtin("hubei-project-2022").expect("a shipped pack");
    for (percent, tier) in [
        ("80", Achieved),
        ("79.99", PartlyAchieved),
        ("50", PartlyAchieved),
        ("49.99", NotAchieved),
    ] {
        assert!(pack.tiers().allow(tier, decimal(percent)), "{percent}");
    }
}

#[test]
fn far_above_the_target_begins_at_its_factor() {
    // 广西财政绩效系统：完成值达到目标 130% 须说明；目标为 0 时完成值达到 30。
    let pack = Pack::builtin(Pack::DEFAULT).expect("a shipped pack");
    let rule = pack.over_achievement().expect("the default pack has the rule");
    let reached = |comparator, target: &str, actual: &str| {
        rule.is_reached(comparator, decimal(target), decimal(actual))
    };
    for comparator in [Comparator::Above, Comparator::AtLeast, Comparator::Equal] {
        assert_eq!(
            ["12.99", "13", "13.01"].map(|a| reached(comparator, "10", a)),
            [false, true, true]
        );
        assert_eq!(["29.99", "30"].map(|a| reached(comparator, "0", a)), [false, true]);
        assert!(!reached(comparator, "-5", "100"), "a negative target has no multiple");
    }
    for comparator in [Comparator::AtMost, Comparator::Below] {
        assert!(!reached(comparator, "10", "100"), "a ceiling is exceeded by missing it");
    }
}
