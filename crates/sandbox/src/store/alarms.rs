//! What happens by time, and where the clock stands.

use rusqlite::types::{ToSql, ToSqlOutput, ValueRef};
use rusqlite::{OptionalExtension, Row};

use super::Tx;
use crate::clock::{ClockMode, Kept, Moment};

/// What an alarm is about.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(crate) enum Subject {
    /// A payment by its id.
    Payment(i64),
    /// Anything else, by the name its family gave it.
    Named(String),
}

/// An alarm that went off.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(crate) struct Alarm {
    pub(crate) due: Moment,
    pub(crate) subject: Subject,
    pub(crate) event: String,
}

impl ToSql for Subject {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        match self {
            Self::Payment(id) => Ok(ToSqlOutput::from(*id)),
            Self::Named(name) => Ok(ToSqlOutput::from(name.as_str())),
        }
    }
}

impl Tx<'_> {
    /// Sets an alarm; an earlier one of the same subject and event no longer counts.
    pub(crate) fn set_alarm(
        self,
        due: Moment,
        subject: &Subject,
        event: &str,
    ) -> rusqlite::Result<()> {
        self.write_alarm(REPLACE, due, subject, event)
    }

    /// Sets an alarm unless the subject waits for this event already.
    pub(crate) fn set_first_alarm(
        self,
        due: Moment,
        subject: &Subject,
        event: &str,
    ) -> rusqlite::Result<()> {
        self.write_alarm(FIRST, due, subject, event)
    }

    fn write_alarm(
        self,
        insert: &str,
        due: Moment,
        subject: &Subject,
        event: &str,
    ) -> rusqlite::Result<()> {
        let mut statement = self.connection.prepare_cached(insert)?;
        statement.execute((subject, event, due.0))?;
        Ok(())
    }

    /// A payment waits for nothing any more.
    pub(crate) fn clear_alarms(self, payment_id: i64) -> rusqlite::Result<()> {
        self.connection
            .prepare_cached("DELETE FROM alarms WHERE subject = ?1")?
            .execute([payment_id])?;
        Ok(())
    }

    /// Something to happen to a payment later.
    pub(crate) fn set_timer(
        self,
        due: Moment,
        payment_id: i64,
        event: &str,
    ) -> rusqlite::Result<()> {
        self.set_alarm(due, &Subject::Payment(payment_id), event)
    }

    /// Takes the first alarm that is due: by time, then by payment id.
    pub(crate) fn take_alarm(self, now: Moment) -> rusqlite::Result<Option<Alarm>> {
        let first = self
            .connection
            .prepare_cached(TAKE)?
            .query_row([now.0], read)
            .optional()?;
        if let Some(alarm) = &first {
            self.connection
                .prepare_cached("DELETE FROM alarms WHERE subject = ?1 AND event = ?2")?
                .execute((&alarm.subject, &alarm.event))?;
        }
        Ok(first)
    }

    /// When the first alarm is due.
    pub(crate) fn next_alarm(self) -> rusqlite::Result<Option<Moment>> {
        let first: Option<i64> = self
            .connection
            .prepare_cached("SELECT min(due) FROM alarms")?
            .query_row([], |row| row.get(0))?;
        Ok(first.map(Moment))
    }

    /// Remembers where the clock goes on.
    pub(crate) fn keep_clock(self, kept: Kept) -> rusqlite::Result<()> {
        self.connection
            .prepare_cached("INSERT OR REPLACE INTO clock VALUES (1, ?1, ?2)")?
            .execute((kept.mode.word(), kept.value))?;
        Ok(())
    }

    /// Where the clock goes on; nothing before the first start.
    pub(crate) fn kept_clock(self) -> rusqlite::Result<Option<Kept>> {
        self.connection
            .prepare_cached("SELECT mode, value FROM clock")?
            .query_row([], |row| {
                let manual = row.get_ref(0)?.as_str()? == ClockMode::Manual.word();
                Ok(Kept {
                    mode: if manual {
                        ClockMode::Manual
                    } else {
                        ClockMode::Real
                    },
                    value: row.get(1)?,
                })
            })
            .optional()
    }
}

const REPLACE: &str = "INSERT OR REPLACE INTO alarms VALUES (?1, ?2, ?3)";
const FIRST: &str = "INSERT OR IGNORE INTO alarms VALUES (?1, ?2, ?3)";
const TAKE: &str = "SELECT due, subject, event FROM alarms WHERE due <= ?1
     ORDER BY due, subject, event LIMIT 1";

fn read(row: &Row<'_>) -> rusqlite::Result<Alarm> {
    let subject = match row.get_ref(1)? {
        ValueRef::Integer(id) => Subject::Payment(id),
        other => Subject::Named(other.as_str()?.to_owned()),
    };
    Ok(Alarm {
        due: Moment(row.get(0)?),
        subject,
        event: row.get(2)?,
    })
}

#[cfg(test)]
mod tests {
    use super::{Alarm, Subject, TAKE};
    use crate::clock::Moment;
    use crate::store::Store;

    #[test]
    fn goes_off_by_time_then_by_payment() {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::open(&folder.path().join("db")).unwrap();
        let taken = store.write(|tx| {
            tx.set_timer(Moment(7), 100_000_000, "b")?;
            tx.set_timer(Moment(7), 99_999_999, "b")?;
            tx.set_timer(Moment(7), 99_999_999, "a")?;
            tx.set_alarm(Moment(7), &Subject::Named("1".to_owned()), "a")?;
            tx.set_timer(Moment(9), 1, "a")?;
            tx.set_timer(Moment(5), 2, "moved")?;
            tx.set_timer(Moment(8), 2, "moved")?;
            tx.set_first_alarm(Moment(1), &Subject::Payment(1), "a")?;
            let mut taken = Vec::new();
            while let Some(alarm) = tx.take_alarm(Moment(8))? {
                taken.push(alarm);
            }
            assert_eq!(tx.next_alarm()?, Some(Moment(9)));
            Ok(taken)
        });
        let alarm = |due, subject, event: &str| Alarm {
            due: Moment(due),
            subject,
            event: event.to_owned(),
        };
        assert_eq!(
            taken.unwrap(),
            [
                alarm(7, Subject::Payment(99_999_999), "a"),
                alarm(7, Subject::Payment(99_999_999), "b"),
                alarm(7, Subject::Payment(100_000_000), "b"),
                alarm(7, Subject::Named("1".to_owned()), "a"),
                alarm(8, Subject::Payment(2), "moved"),
            ]
        );
    }

    /// However many alarms wait, the first one is found without reading the others.
    #[test]
    fn finds_the_first_by_an_index() {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::open(&folder.path().join("db")).unwrap();
        for query in [
            TAKE.replace("?1", "5"),
            "SELECT min(due) FROM alarms".to_owned(),
            "DELETE FROM alarms WHERE subject = 5".to_owned(),
        ] {
            let plan: String = store
                .read(|tx| {
                    let mut statement = tx
                        .connection
                        .prepare(&format!("EXPLAIN QUERY PLAN {query}"))?;
                    let mut rows = statement.query([])?;
                    let mut plan = String::new();
                    while let Some(row) = rows.next()? {
                        plan.push_str(row.get_ref(3)?.as_str().unwrap_or_default());
                    }
                    Ok(plan)
                })
                .unwrap();
            assert!(plan.contains("SEARCH alarms"), "{query}: {plan}");
            assert!(!plan.contains("TEMP B-TREE"), "{query}: {plan}");
        }
    }
}
