//! What a ledger needs from the world: the time, fresh ids and the name of who acts.

use std::rc::Rc;

use taizhang_core::ids::Operator;
use taizhang_store::RecordedAt;
use uuid::Uuid;

/// Tells the time.
pub trait Clock {
    /// Returns the present moment.
    fn now(&self) -> RecordedAt;
}

/// Makes ids.
pub trait IdSource {
    /// Returns an id that was never returned before.
    fn fresh(&self) -> Uuid;
}

/// The circumstances under which a ledger is used.
pub struct Environment {
    /// The time.
    pub clock: Box<dyn Clock>,
    /// Fresh ids.
    pub ids: Box<dyn IdSource>,
    /// Who acts.
    pub operator: Operator,
    /// The command that acts, for those who find the ledger locked.
    pub command: String,
}

impl<T: Clock + ?Sized> Clock for Rc<T> {
    fn now(&self) -> RecordedAt {
        self.as_ref().now()
    }
}

impl<T: IdSource + ?Sized> IdSource for Rc<T> {
    fn fresh(&self) -> Uuid {
        self.as_ref().fresh()
    }
}
