//! Recording: rules first, then one atomic append.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

use jiff::civil::Date;
use taizhang_core::book::{Act, AsOf, Book, Command, Refusal};
use taizhang_core::event::{Payload, Recorded};
use taizhang_core::ids::{BatchId, CommandId, EventId, Sequence, StreamVersion};
use taizhang_core::parallel::in_chunks;
use taizhang_store::{Append, CanonicalWriter, EventLog, EventType, NewEvent, RecordedAt};

use crate::error::EncodeError;
use crate::{Ledger, LedgerError};

/// Commands that are recorded together or not at all.
#[derive(Clone, Debug)]
pub struct Request {
    /// What is asked, in order; each is judged after the ones before it.
    pub acts: Vec<DatedCommand>,
    /// Idempotency key; a fresh one if none is given.
    pub command_id: Option<CommandId>,
    /// The import it belongs to.
    pub batch: Option<BatchId>,
    /// Whether rules are checked and nothing is written.
    pub dry_run: bool,
}

/// A command and when it happened, as the business sees it.
#[derive(Clone, Debug)]
pub struct DatedCommand {
    /// Business date of its events.
    pub on: Date,
    /// What is asked.
    pub command: Command,
}

impl Request {
    /// Asks for one command.
    pub fn new(on: Date, command: Command) -> Self {
        Self::all(on, vec![command])
    }

    /// Asks for commands of one day.
    pub fn all(on: Date, commands: Vec<Command>) -> Self {
        Self::dated(commands.into_iter().map(|command| DatedCommand { on, command }).collect())
    }

    /// Asks for commands that each have their own day.
    pub const fn dated(acts: Vec<DatedCommand>) -> Self {
        Self { acts, command_id: None, batch: None, dry_run: false }
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

    /// Sets the import it belongs to.
    #[must_use]
    pub const fn of_batch(mut self, batch: BatchId) -> Self {
        self.batch = Some(batch);
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

/// A request that was judged.
pub(crate) enum Decided {
    /// Its idempotency key led to this before.
    Before(Outcome),
    /// These events come of it, and leave this book.
    Now {
        /// The book after the events.
        book: Box<Book>,
        /// The events, in order.
        events: Vec<Recorded>,
    },
}

impl Ledger {
    /// Checks and records a request.
    pub fn record(&mut self, request: &Request) -> Result<Outcome, LedgerError> {
        let decided = self.decide(request)?;
        self.conclude(request, decided)
    }

    /// Judges a request without writing anything.
    pub(crate) fn decide(&self, request: &Request) -> Result<Decided, LedgerError> {
        if let Some(known) = self.known_outcome(request.command_id)? {
            self.check_repeats(request, &known)?;
            return Ok(Decided::Before(known));
        }
        let mut judge = self.judge(request.batch)?;
        for act in &request.acts {
            judge.decide(act.on, act.command.clone())?;
        }
        let Judge { book, events, .. } = judge;
        Ok(Decided::Now { book: Box::new(book), events })
    }

    /// Writes what was decided, unless it was before, or the request is only tried.
    pub(crate) fn conclude(
        &mut self,
        request: &Request,
        decided: Decided,
    ) -> Result<Outcome, LedgerError> {
        let (book, events) = match decided {
            Decided::Before(known) => return Ok(known),
            Decided::Now { book, events } => (*book, events),
        };
        if !request.dry_run {
            self.append(book, &events, request.command_id)?;
        }
        Ok(Outcome { events, duplicate: false })
    }

    /// Writes events that were decided on the present book, and makes `book` the present one.
    pub(crate) fn append(
        &mut self,
        book: Book,
        events: &[Recorded],
        command_id: Option<CommandId>,
    ) -> Result<(), LedgerError> {
        let before = StreamVersion::new(self.book()?.events());
        let recorded_at = self.environment.clock.now();
        let new_events = stored_forms(events, recorded_at)?;
        let command_id = command_id.unwrap_or_else(|| CommandId::new(self.environment.ids.fresh()));
        self.log.append(Append {
            stream: self.stream(),
            expected_version: before,
            command_id,
            events: new_events,
        })?;
        self.replace_book(book);
        Ok(())
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

    /// Refuses a request whose idempotency key led to something else before.
    ///
    /// The request is judged once more on the book of that time: the same request gives the same
    /// events. One that means "today" may come on a later day.
    fn check_repeats(&self, request: &Request, known: &Outcome) -> Result<(), LedgerError> {
        let Some(first) = known.events.first() else { return Ok(()) };
        let logged = self.event_at(first.sequence)?;
        let before = Sequence::new(first.sequence.get().saturating_sub(1));
        let as_of = AsOf { date: None, sequence: Some(before) };
        let mut judge = Judge { book: self.book_as_of(as_of)?, ..self.judge(request.batch)? };
        let mut decide = |act: &DatedCommand| judge.decide(act.on, act.command.clone());
        let decided = request.acts.iter().try_for_each(&mut decide).is_ok();
        let then = logged.recorded_at.civil().date();
        let repeats = |now: &Recorded, known: &Recorded| {
            let is_today = now.occurred_on == judge.today && known.occurred_on == then;
            now.event == known.event && (now.occurred_on == known.occurred_on || is_today)
        };
        let same = decided
            && logged.stream == self.stream()
            && judge.events.len() == known.events.len()
            && judge.events.iter().zip(&known.events).all(|(now, known)| repeats(now, known));
        if same { Ok(()) } else { Err(LedgerError::CommandReused(first.sequence)) }
    }

    /// Begins to judge commands, each on the book that the ones before it would leave.
    pub(crate) fn judge(&self, batch: Option<BatchId>) -> Result<Judge<'_>, LedgerError> {
        Ok(Judge {
            ledger: self,
            book: self.book()?.clone(),
            sequence: self.head().sequence,
            today: self.environment.clock.now().civil().date(),
            batch,
            events: Vec::new(),
        })
    }

    /// Goes on to judge commands after events that were decided, which left this book.
    pub(crate) fn judge_after(
        &self,
        book: Book,
        events: Vec<Recorded>,
        batch: BatchId,
    ) -> Judge<'_> {
        let sequence = events.last().map_or(self.head().sequence, |last| last.sequence);
        let today = self.environment.clock.now().civil().date();
        Judge { ledger: self, book, sequence, today, batch: Some(batch), events }
    }
}

/// Judges commands without writing anything.
pub(crate) struct Judge<'l> {
    ledger: &'l Ledger,
    /// The book that the decided events leave.
    pub(crate) book: Book,
    sequence: Sequence,
    /// The day on which it is recorded.
    pub(crate) today: Date,
    batch: Option<BatchId>,
    /// What was decided, in order.
    pub(crate) events: Vec<Recorded>,
}

impl Judge<'_> {
    /// Tells whether the rules allow a command.
    pub(crate) fn allows(&self, on: Date, command: &Command) -> bool {
        let (by, command) = (self.ledger.environment.operator.clone(), command.clone());
        self.book.decide(Act { on, today: self.today, by, command }).is_ok()
    }

    /// Decides one command; a refused one changes nothing.
    pub(crate) fn decide(&mut self, on: Date, command: Command) -> Result<(), Refusal> {
        let by = self.ledger.environment.operator.clone();
        let act = Act { on, today: self.today, by: by.clone(), command };
        for event in self.book.decide(act)? {
            self.sequence = self.sequence.next();
            let recorded = Recorded {
                sequence: self.sequence,
                id: EventId::new(self.ledger.environment.ids.fresh()),
                occurred_on: on,
                batch: self.batch,
                operator: by.clone(),
                event,
            };
            self.book.apply(&recorded)?;
            self.events.push(recorded);
        }
        Ok(())
    }
}

/// Events that one thread puts into their stored form at a time.
const AT_A_TIME: usize = 1024;

fn stored_forms(
    events: &[Recorded],
    recorded_at: RecordedAt,
) -> Result<Vec<NewEvent>, EncodeError> {
    let forms = |chunk: &[Recorded]| {
        let mut writer = CanonicalWriter::default();
        let mut kinds = BTreeMap::new();
        let mut forms = Vec::with_capacity(chunk.len());
        for recorded in chunk {
            forms.push(stored_form(recorded, recorded_at, &mut writer, &mut kinds)?);
        }
        Ok::<_, EncodeError>(forms)
    };
    let mut all = Vec::with_capacity(events.len());
    for forms in in_chunks(events, AT_A_TIME, forms) {
        all.append(&mut forms?);
    }
    Ok(all)
}

fn stored_form(
    recorded: &Recorded,
    recorded_at: RecordedAt,
    writer: &mut CanonicalWriter,
    kinds: &mut BTreeMap<&'static str, EventType>,
) -> Result<NewEvent, EncodeError> {
    let kind = recorded.event.kind();
    let event_type = match kinds.entry(kind.name) {
        Entry::Occupied(known) => known.get().clone(),
        Entry::Vacant(place) => place.insert(kind.name.parse()?).clone(),
    };
    Ok(NewEvent {
        id: recorded.id,
        event_type,
        schema_version: kind.version,
        occurred_on: recorded.occurred_on,
        recorded_at,
        operator: recorded.operator.clone(),
        batch_id: recorded.batch,
        data: writer.write(&Payload(&recorded.event))?,
    })
}
