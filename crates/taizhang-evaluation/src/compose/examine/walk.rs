//! Walks through a template as it is written.

use std::collections::BTreeMap;

use minijinja::machinery::ast::{BinOpKind, Call, CallArg, Expr, Filter, Macro, Stmt, UnaryOpKind};
use minijinja::machinery::{Span, parse};

use super::fault::{Found, TextFaultKind};
use super::names::{Known, ROOT, Shape, filters_of, is_block};
use super::typed::is_number;
use crate::compose::marks::without_marks;
use crate::compose::template::syntax;

/// Filters that print a figure.
const PRINTING: [&str; 4] = ["wan", "yuan", "pct", "count"];
/// Filters that calculate.
const CALCULATING: [&str; 5] = ["sum", "round", "abs", "int", "float"];
/// Filters whose first argument, or `attribute`, names a part of each item.
const BY_PART: [&str; 5] = ["selectattr", "rejectattr", "groupby", "map", "sort"];
/// Filters that leave a list a list of the same things.
const KEEPING: [&str; 9] = [
    "selectattr",
    "rejectattr",
    "select",
    "reject",
    "list",
    "sort",
    "unique",
    "reverse",
    "default",
];
/// Parts of a figure that a condition may ask for.
const FIGURE_PARTS: [&str; 4] = ["zero", "negative", "label", "base"];

/// Lists what is wrong with a template as it is written.
pub(super) fn faults(known: &Known<'_>, source: &str) -> Vec<Found> {
    let source = without_marks(source);
    let mut walk = Walk { known, source: &source, scopes: Vec::new(), found: Vec::new() };
    match parse(&source, "text", syntax()) {
        Ok(template) => walk.statement(&template),
        Err(error) => {
            let line = error.line().unwrap_or(1);
            let piece = source.lines().nth(line.saturating_sub(1)).unwrap_or_default();
            let detail = error.detail().unwrap_or_default().to_owned();
            let kind = TextFaultKind::Template { kind: error.kind(), detail };
            walk.found.push(Found::new(line, piece, kind));
        }
    }
    walk.found
}

struct Walk<'w> {
    known: &'w Known<'w>,
    source: &'w str,
    /// Names that the template itself gives, the innermost last.
    scopes: Vec<BTreeMap<String, Shape>>,
    found: Vec<Found>,
}

impl Walk<'_> {
    fn fault(&mut self, span: Span, kind: TextFaultKind) {
        let piece = tag_around(self.source, span);
        self.found.push(Found::new(usize::from(span.start_line), piece, kind));
    }

    fn statements(&mut self, statements: &[Stmt<'_>]) {
        for statement in statements {
            self.statement(statement);
        }
    }

    fn scoped(&mut self, names: BTreeMap<String, Shape>, body: &[Stmt<'_>]) {
        self.scopes.push(names);
        self.statements(body);
        self.scopes.pop();
    }

    fn statement(&mut self, statement: &Stmt<'_>) {
        match statement {
            Stmt::Template(template) => self.scoped(BTreeMap::new(), &template.children),
            Stmt::EmitRaw(_) => {}
            Stmt::EmitExpr(emit) => self.printed(&emit.expr),
            Stmt::ForLoop(each) => {
                let item = self.expression(&each.iter).item();
                let mut names = BTreeMap::from([("loop".to_owned(), Shape::Any)]);
                bind(&each.target, &item, &mut names);
                self.scopes.push(names);
                if let Some(condition) = &each.filter_expr {
                    self.expression(condition);
                }
                self.statements(&each.body);
                self.scopes.pop();
                self.statements(&each.else_body);
            }
            Stmt::IfCond(choice) => {
                self.expression(&choice.expr);
                self.statements(&choice.true_body);
                self.statements(&choice.false_body);
            }
            Stmt::WithBlock(with) => {
                let mut names = BTreeMap::new();
                for (target, value) in &with.assignments {
                    let shape = self.assigned(value);
                    bind(target, &shape, &mut names);
                }
                self.scoped(names, &with.body);
            }
            Stmt::Set(set) => {
                let shape = self.assigned(&set.expr);
                self.name(&set.target, &shape);
            }
            Stmt::SetBlock(set) => {
                if let Some(filter) = &set.filter {
                    self.expression(filter);
                }
                self.scoped(BTreeMap::new(), &set.body);
                self.name(&set.target, &Shape::Any);
            }
            Stmt::AutoEscape(escape) => self.statements(&escape.body),
            Stmt::FilterBlock(block) => {
                self.expression(&block.filter);
                self.statements(&block.body);
            }
            Stmt::Macro(declared) => self.declared(declared),
            Stmt::CallBlock(block) => {
                self.call(&block.call, block.call.span());
                self.body_of(&block.macro_decl);
            }
            Stmt::Do(block) => {
                self.call(&block.call, block.call.span());
            }
        }
    }

    fn declared(&mut self, declared: &Macro<'_>) {
        if let Some(scope) = self.scopes.last_mut() {
            scope.insert(declared.name.to_owned(), Shape::Any);
        }
        self.body_of(declared);
    }

    fn body_of(&mut self, declared: &Macro<'_>) {
        for default in &declared.defaults {
            self.assigned(default);
        }
        let mut names = BTreeMap::from([("caller".to_owned(), Shape::Any)]);
        for argument in &declared.args {
            bind(argument, &Shape::Any, &mut names);
        }
        self.scoped(names, &declared.body);
    }

    /// Gives a name to what a template keeps.
    fn name(&mut self, target: &Expr<'_>, shape: &Shape) {
        if let Some(scope) = self.scopes.last_mut() {
            bind(target, shape, scope);
        }
    }

    /// Looks at what is printed: it must be no bare figure and no number of the template's own.
    fn printed(&mut self, expression: &Expr<'_>) {
        if let Shape::Figure(_) = self.assigned(expression) {
            self.fault(expression.span(), TextFaultKind::NoFilter);
        }
    }

    fn assigned(&mut self, expression: &Expr<'_>) -> Shape {
        let shape = self.expression(expression);
        self.constants(expression);
        shape
    }

    /// Finds numbers written into what is printed.
    fn constants(&mut self, expression: &Expr<'_>) {
        match expression {
            Expr::Const(constant) => {
                let value = &constant.value;
                if value.is_number() || value.as_str().is_some_and(is_number) {
                    self.fault(expression.span(), TextFaultKind::TypedNumber);
                }
            }
            Expr::Filter(filter) => {
                if let Some(inner) = &filter.expr {
                    self.constants(inner);
                }
                if filter.name == "default" {
                    filter.args.iter().for_each(|argument| self.constants(value_of(argument)));
                }
            }
            Expr::IfExpr(choice) => {
                self.constants(&choice.true_expr);
                if let Some(otherwise) = &choice.false_expr {
                    self.constants(otherwise);
                }
            }
            Expr::BinOp(both) if matches!(both.op, BinOpKind::Concat) => {
                self.constants(&both.left);
                self.constants(&both.right);
            }
            Expr::List(list) => list.items.iter().for_each(|item| self.constants(item)),
            _ => {}
        }
    }

    fn expressions<'e, 's: 'e>(&mut self, all: impl IntoIterator<Item = &'e Expr<'s>>) {
        for expression in all {
            self.expression(expression);
        }
    }

    /// Looks at an expression and returns what it stands for.
    fn expression(&mut self, expression: &Expr<'_>) -> Shape {
        let span = expression.span();
        match expression {
            Expr::Var(variable) => return self.variable(variable.id, span),
            Expr::Const(_) => {}
            Expr::Slice(slice) => {
                self.expressions([&slice.start, &slice.stop, &slice.step].into_iter().flatten());
                return self.expression(&slice.expr);
            }
            Expr::UnaryOp(unary) => {
                let calculates =
                    matches!(unary.op, UnaryOpKind::Neg) && !matches!(unary.expr, Expr::Const(_));
                if calculates {
                    self.fault(span, TextFaultKind::Arithmetic);
                }
                self.expression(&unary.expr);
            }
            Expr::BinOp(both) => {
                if is_arithmetic(both.op) {
                    self.fault(span, TextFaultKind::Arithmetic);
                }
                self.expressions([&both.left, &both.right]);
            }
            Expr::Compare(compare) => {
                self.expression(&compare.expr);
                self.expressions(compare.ops.iter().map(|compared| &compared.expr));
            }
            Expr::IfExpr(choice) => {
                self.expression(&choice.test_expr);
                self.expressions(&choice.false_expr);
                return self.expression(&choice.true_expr);
            }
            Expr::Filter(filter) => return self.filter(filter, span),
            Expr::Test(test) => {
                if !self.known.has_test(test.name) {
                    self.fault(span, TextFaultKind::UnknownTest(test.name.to_owned()));
                }
                let asks_for_being = matches!(test.name, "defined" | "undefined");
                if !(asks_for_being && matches!(test.expr, Expr::Var(_) | Expr::GetAttr(_))) {
                    self.expression(&test.expr);
                }
                self.expressions(test.args.iter().map(value_of));
            }
            Expr::GetAttr(part) => {
                let whole = self.expression(&part.expr);
                return self.part(&whole, part.name, span);
            }
            Expr::GetItem(item) => {
                let whole = self.expression(&item.expr);
                self.expression(&item.subscript_expr);
                return match literal(&item.subscript_expr) {
                    Some(name) => self.part(&whole, &name, span),
                    None => whole.item(),
                };
            }
            Expr::Call(call) => return self.call(call, span),
            Expr::List(list) => self.expressions(&list.items),
            Expr::Tuple(tuple) => self.expressions(&tuple.items),
            Expr::Map(map) => self.expressions(map.keys.iter().chain(&map.values)),
        }
        Shape::Any
    }

    fn variable(&mut self, name: &str, span: Span) -> Shape {
        let own = self.scopes.iter().rev().find_map(|scope| scope.get(name));
        let root = self.known.records.get(ROOT).and_then(|root| root.get(name));
        if let Some(shape) = own.or(root) {
            return shape.clone();
        }
        if !self.known.has_function(name) {
            self.fault(span, TextFaultKind::UnknownName(name.to_owned()));
        }
        Shape::Any
    }

    fn part(&mut self, whole: &Shape, name: &str, span: Span) -> Shape {
        let unknown = |known: Vec<String>| {
            let field = name.to_owned();
            TextFaultKind::UnknownField { field, known }
        };
        match whole {
            Shape::Record(record) => {
                let parts = self.known.records.get(record);
                if let Some(shape) = parts.and_then(|parts| parts.get(name)) {
                    return shape.clone();
                }
                let known = parts.into_iter().flat_map(BTreeMap::keys).cloned().collect();
                self.fault(span, unknown(known));
            }
            Shape::Figure(_) if !FIGURE_PARTS.contains(&name) => {
                self.fault(span, unknown(FIGURE_PARTS.map(str::to_owned).to_vec()));
            }
            Shape::Any | Shape::List(_) | Shape::Figure(_) => {}
        }
        Shape::Any
    }

    fn call(&mut self, call: &Call<'_>, span: Span) -> Shape {
        self.expressions(call.args.iter().map(value_of));
        let function = match &call.expr {
            Expr::Var(variable) => variable.id,
            Expr::GetAttr(method) => {
                self.expression(&method.expr);
                return Shape::Any;
            }
            other => {
                self.expression(other);
                return Shape::Any;
            }
        };
        let name = call.args.first().map(value_of).and_then(literal);
        let unknown = match (function, name) {
            ("fig", name) => return self.figure(name.as_deref(), span),
            ("table" | "chart", Some(name)) if !is_block(&name) => {
                TextFaultKind::UnknownBlock(name)
            }
            ("narrative", Some(name)) if !self.known.has_slot(&name) => {
                TextFaultKind::UnknownSlot(name)
            }
            ("table" | "chart" | "narrative" | "has_fig", _) => return Shape::Any,
            (function, _) => {
                self.variable(function, span);
                return Shape::Any;
            }
        };
        self.fault(span, unknown);
        Shape::Any
    }

    fn figure(&mut self, key: Option<&str>, span: Span) -> Shape {
        let found = key.map(|key| self.known.figure(key, self.source)).transpose();
        match found {
            Ok(figure) => Shape::Figure(figure.flatten().map(|figure| figure.key)),
            Err(kind) => {
                self.fault(span, kind);
                Shape::Figure(None)
            }
        }
    }

    fn filter(&mut self, filter: &Filter<'_>, span: Span) -> Shape {
        let shape = filter.expr.as_ref().map_or(Shape::Any, |inner| self.expression(inner));
        self.expressions(filter.args.iter().map(value_of));
        let name = filter.name;
        if !self.known.has_filter(name) {
            self.fault(span, TextFaultKind::UnknownFilter(name.to_owned()));
        }
        if CALCULATING.contains(&name) {
            self.fault(span, TextFaultKind::Arithmetic);
        }
        if BY_PART.contains(&name) {
            self.by_part(filter, &shape.item(), span);
        }
        match name {
            _ if PRINTING.contains(&name) => self.print(name, &shape, span),
            "first" | "last" | "min" | "max" => shape.item(),
            "unsigned" => shape,
            _ if KEEPING.contains(&name) => shape,
            _ => Shape::Any,
        }
    }

    /// Looks at the part of each item by which a filter chooses, sorts or groups.
    fn by_part(&mut self, filter: &Filter<'_>, item: &Shape, span: Span) {
        let named = filter.args.iter().find_map(|argument| match argument {
            CallArg::Kwarg("attribute", value) => literal(value),
            CallArg::Pos(value) if !matches!(filter.name, "map" | "sort") => literal(value),
            _ => None,
        });
        if let Some(name) = named {
            let first = name.split('.').next().unwrap_or_default();
            self.part(item, first, span);
        }
    }

    fn print(&mut self, filter: &str, shape: &Shape, span: Span) -> Shape {
        let Shape::Figure(Some(key)) = shape else { return Shape::Any };
        let Ok(value) = self.known.figures.value(key) else { return Shape::Any };
        let right = filters_of(&value);
        if let Some(first) = right.first().filter(|_| !right.contains(&filter)) {
            let (key, filter) = (key.clone(), filter.to_owned());
            self.fault(span, TextFaultKind::WrongFilter { key, filter, right: first });
        }
        Shape::Any
    }
}

/// Returns the slot or tag that a span lies in.
fn tag_around(source: &str, span: Span) -> &str {
    let at = |offset: u32| usize::try_from(offset).unwrap_or(usize::MAX).min(source.len());
    let (start, end) = (at(span.start_offset), at(span.end_offset));
    let before = source.get(..start).unwrap_or_default();
    let opened = ["{{", "{%"].iter().filter_map(|mark| before.rfind(mark)).max();
    let after = source.get(end..).unwrap_or_default();
    let closed = ["}}", "%}"].iter().filter_map(|mark| after.find(mark)).min();
    let from = opened.unwrap_or(start);
    let to = closed.map_or(end, |at| end.saturating_add(at).saturating_add(2));
    source.get(from..to).unwrap_or_default()
}

/// Gives names to what a loop, `set` or `with` binds.
fn bind(target: &Expr<'_>, shape: &Shape, names: &mut BTreeMap<String, Shape>) {
    match target {
        Expr::Var(variable) => {
            names.insert(variable.id.to_owned(), shape.clone());
        }
        Expr::List(list) => list.items.iter().for_each(|item| bind(item, &Shape::Any, names)),
        Expr::Tuple(tuple) => tuple.items.iter().for_each(|item| bind(item, &Shape::Any, names)),
        _ => {}
    }
}

const fn is_arithmetic(operator: BinOpKind) -> bool {
    matches!(
        operator,
        BinOpKind::Add
            | BinOpKind::Sub
            | BinOpKind::Mul
            | BinOpKind::Div
            | BinOpKind::FloorDiv
            | BinOpKind::Rem
            | BinOpKind::Pow
    )
}

/// Returns the expression that an argument passes.
const fn value_of<'a, 's>(argument: &'a CallArg<'s>) -> &'a Expr<'s> {
    match argument {
        CallArg::Pos(value)
        | CallArg::Kwarg(_, value)
        | CallArg::PosSplat(value)
        | CallArg::KwargSplat(value) => value,
    }
}

/// Returns a text that is written out.
fn literal(expression: &Expr<'_>) -> Option<String> {
    match expression {
        Expr::Const(constant) => constant.value.as_str().map(str::to_owned),
        _ => None,
    }
}
