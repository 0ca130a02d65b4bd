//! Recording: rules first, then one atomic append.

use jiff::civil::Date;
use taizhang_core::book::{Act, Book, Command};
use taizhang_core::event::Recorded;
use taizhang_core::ids::{BatchId, CommandId, EventId, Sequence, StreamVersion};
use taizhang_store::{Append, CanonicalJson, EventLog, NewEvent, RecordedAt};

use crate::error::EncodeError;
use crate::{Ledger, LedgerError};

/// Commands that are recorded together or not at all.
#[derive(Clone, Debug)]
pub struct Request {
    /// When it happened, as the business sees it.
    pub on: Date,
    /// What is asked, in order; each is judged after the ones before it.
    pub commands: Vec<Command>,
    /// Idempotency key; a fresh one if none is given.
    pub command_id: Option<CommandId>,
    /// The import it belongs to.
    pub batch: Option<BatchId>,
    /// Whether rules are checked and nothing is written.
    pub dry_run: bool,
}

impl Request {
    /// Asks for one command.
    pub fn new(on: Date, command: Command) -> Self {
        Self { on, commands: vec![command], command_id: None, batch: None, dry_run: false }
    }

    /// Checks the rules only.
    #[must_use]
    pub const fn dry(mut self, dry_run: bool) -> Self {
        self.dry_run = dry_run;
        self
    }

    /// Sets the idempotency key.
    #[must_use]
    pub const fn identified(mut self, command_id: Option<CommandId>) -> Self {
        self.command_id = command_id;
        self
    }
}

/// What a request led to.
#[derive(Clone, Debug)]
pub struct Outcome {
    /// The recorded events, or those that would have been.
    pub events: Vec<Recorded>,
    /// Whether the idempotency key was known and nothing new was written.
    pub duplicate: bool,
}

impl Ledger {
    /// Checks and records a request.
    pub fn record(&mut self, request: &Request) -> Result<Outcome, LedgerError> {
        if let Some(known) = self.known_outcome(request.command_id)? {
            return Ok(known);
        }
        let before = StreamVersion::new(self.book()?.events());
        let (book, events) = self.decide(request)?;
        if request.dry_run {
            return Ok(Outcome { events, duplicate: false });
        }
        let recorded_at = self.environment.clock.now();
        let new_events = events
            .iter()
            .map(|recorded| stored_form(recorded, recorded_at))
            .collect::<Result<Vec<_>, _>>()?;
        let command_id =
            request.command_id.unwrap_or_else(|| CommandId::new(self.environment.ids.fresh()));
        self.log.append(Append {
            stream: self.stream(),
            expected_version: before,
            command_id,
            events: new_events,
        })?;
        self.replace_book(book);
        Ok(Outcome { events, duplicate: false })
    }

    /// Returns what the request's idempotency key led to before.
    pub(crate) fn known_outcome(
        &self,
        command_id: Option<CommandId>,
    ) -> Result<Option<Outcome>, LedgerError> {
        let Some(command_id) = command_id else { return Ok(None) };
        let Some(sequences) = self.log.command(command_id)? else { return Ok(None) };
        let events = self
            .events(*sequences.start())?
            .take_while(|event| {
                event.as_ref().is_ok_and(|event| event.recorded.sequence <= *sequences.end())
            })
            .map(|event| event.map(|event| event.recorded))
            .collect::<Result<Vec<_>, _>>()?;
        Ok(Some(Outcome { events, duplicate: true }))
    }

    /// Judges each command on the book that the ones before it would leave.
    fn decide(&self, request: &Request) -> Result<(Book, Vec<Recorded>), LedgerError> {
        let mut book = self.book()?.clone();
        let mut sequence = self.head().sequence;
        let mut recorded_events = Vec::new();
        let today = self.environment.clock.now().civil().date();
        let by = self.environment.operator.clone();
        for command in &request.commands {
            let act = Act { on: request.on, today, by: by.clone(), command: command.clone() };
            for event in book.decide(&act)? {
                sequence = sequence.next();
                let recorded = self.recorded(sequence, request, event);
                book.apply(&recorded)?;
                recorded_events.push(recorded);
            }
        }
        Ok((book, recorded_events))
    }

    fn recorded(
        &self,
        sequence: Sequence,
        request: &Request,
        event: taizhang_core::event::Event,
    ) -> Recorded {
        Recorded {
            sequence,
            id: EventId::new(self.environment.ids.fresh()),
            occurred_on: request.on,
            batch: request.batch,
            operator: self.environment.operator.clone(),
            event,
        }
    }
}

fn stored_form(recorded: &Recorded, recorded_at: RecordedAt) -> Result<NewEvent, EncodeError> {
    let kind = recorded.event.kind();
    Ok(NewEvent {
        id: recorded.id,
        event_type: kind.name.parse()?,
        schema_version: kind.version,
        occurred_on: recorded.occurred_on,
        recorded_at,
        operator: recorded.operator.clone(),
        batch_id: recorded.batch,
        data: CanonicalJson::from_serialize(&recorded.event.payload()?)?,
    })
}
