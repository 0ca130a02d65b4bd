//! Which second-level class an indicator belongs to, by the words of its name.

/// Words of a name, the classes they do not fit, and where they belong; remembered from the
/// definitions of 财预〔2020〕10号, unverified.
struct Misfit {
    words: &'static [&'static str],
    wrong: &'static [&'static str],
    belongs: &'static str,
}

const MISFITS: [Misfit; 4] = [
    Misfit {
        words: &["满意度", "满意率"],
        wrong: &["数量", "质量", "时效", "成本", "经济", "社会", "生态", "可持续"],
        belongs: "满意度指标",
    },
    Misfit {
        words: &["及时率", "及时性", "按时完成率"],
        wrong: &["数量", "成本", "生态", "满意度"],
        belongs: "时效指标",
    },
    Misfit {
        words: &["合格率", "达标率", "优良率"],
        wrong: &["数量", "时效", "成本", "满意度"],
        belongs: "质量指标",
    },
    Misfit {
        words: &["成本"],
        wrong: &["生态", "数量", "时效", "可持续", "满意度"],
        belongs: "成本指标",
    },
];

/// Returns the class that an indicator called `name` belongs to, if it is not `class`.
///
/// Money that is spent is an input: `is_money` puts it out of 数量指标.
pub fn fitting_class(name: &str, class: &str, is_money: bool) -> Option<&'static str> {
    let misfit = MISFITS.iter().find(|misfit| {
        misfit.words.iter().any(|word| name.contains(word))
            && misfit.wrong.iter().any(|wrong| class.contains(wrong))
            && !misfit.words.iter().any(|word| class.contains(word))
    });
    match misfit {
        Some(misfit) => Some(misfit.belongs),
        None if is_money && class.contains("数量") => Some("成本指标（或不设）"),
        None => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_put_where_they_belong() {
        let check = |name: &str, class: &str, is_money: bool, expected: Option<&str>| {
            assert_eq!(fitting_class(name, class, is_money), expected, "{name} in {class}");
        };
        check("群众满意度", "社会效益指标", false, Some("满意度指标"));
        check("群众满意度", "服务对象满意度指标", false, None);
        check("拨付及时率", "数量指标", false, Some("时效指标"));
        check("拨付及时率", "时效指标", false, None);
        check("培训合格率", "时效指标", false, Some("质量指标"));
        check("培训合格率", "质量指标", false, None);
        check("培训成本", "数量指标", false, Some("成本指标"));
        check("培训成本", "经济成本指标", true, None);
        check("补助资金", "数量指标", true, Some("成本指标（或不设）"));
        check("培训场次", "数量指标", false, None);
    }
}
