//! Why voucher metadata is not read.

/// Everything that is wrong with a file.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{file} has {} faults", .faults.len())]
pub struct VoucherError {
    /// Name of the file.
    pub file: String,
    /// The faults by line; there is at least one.
    pub faults: Vec<VoucherFaultAt>,
}

/// A fault with its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VoucherFaultAt {
    /// The line, from 1.
    pub line: u32,
    /// Number of the voucher; empty where it is unknown.
    pub voucher: String,
    /// What is wrong.
    pub fault: VoucherFault,
}

/// What is wrong.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum VoucherFault {
    /// The file is larger than any year's vouchers.
    #[error("it has {bytes} bytes")]
    TooLarge {
        /// Its size.
        bytes: usize,
    },
    /// Neither UTF-8, nor the encoding that its declaration names, as far as that is one of ours.
    #[error("its bytes are not of the encoding {0}")]
    Encoding(String),
    /// It ends before its elements do.
    #[error("it ends too early")]
    CutOff,
    /// An element is closed by the name of another, or by none that is open.
    #[error("{open:?} is closed as {closed:?}")]
    Crossed {
        /// The element that is open; empty where none is.
        open: String,
        /// By what it is closed.
        closed: String,
    },
    /// It is no well-formed XML in another way.
    #[error("it is no well-formed XML: {0}")]
    NotXml(String),
    /// A document type declaration.
    #[error("it declares a document type")]
    DocumentType,
    /// An entity that XML does not define itself.
    #[error("it uses the entity {0:?}")]
    Entity(String),
    /// Elements nested too deep.
    #[error("its elements are nested too deep")]
    TooDeep,
    /// An element with more text than any has.
    #[error("{0} holds too much text")]
    TooLong(String),
    /// An element twice in one voucher or entry.
    #[error("{0} stands twice")]
    Twice(String),
    /// No voucher at all.
    #[error("it holds no VOUCHER")]
    NoVoucher,
    /// An element that must be filled and is not.
    #[error("{0} is missing")]
    Missing(&'static str),
    /// An element whose text cannot be read.
    #[error("{element} is {text:?}")]
    Unreadable {
        /// The element.
        element: &'static str,
        /// Its text.
        text: String,
    },
    /// The head of a voucher says something else than its date or its entries.
    #[error("{element} is {stated:?}, and the voucher comes to {found:?}")]
    Contradicted {
        /// The element of the head.
        element: &'static str,
        /// Its text.
        stated: String,
        /// What date or entries say.
        found: String,
    },
    /// Debit and credit of the budget entries differ.
    #[error("budget entries are {debit} in debit and {credit} in credit")]
    Unbalanced {
        /// Sum of the debits.
        debit: rust_decimal::Decimal,
        /// Sum of the credits.
        credit: rust_decimal::Decimal,
    },
}
