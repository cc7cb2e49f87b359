//! Tickets of ファミリーマート (row 030/7). Templates and masters are the sandbox's own.

use crate::clock::Moment;
use crate::refusal::{Outcome, Refusal};
use crate::telegrams::Call;

/// The 主券 template.
const MAIN: &str = "MAIN01";
/// The 副券 template.
const SUB: &str = "SUB01";

/// How many tickets of each sort.
#[derive(Clone, Copy, Debug)]
pub(super) struct Counts {
    pub(super) main: usize,
    pub(super) sub: usize,
}

/// Checks the ticket fields.
pub(super) fn check(call: &Call<'_>) -> Outcome<Counts> {
    let form = call.form;
    if form.is("service_type", "2") {
        check_dates(call)?;
    }
    if !form.has("ticket_num") {
        return Err(Refusal::field("P006", "ticket_num").into());
    }
    let wanted = usize::try_from(form.number("ticket_num")).unwrap_or(0);
    if !(1..=22).contains(&wanted) {
        return Err(Refusal::field("P010", "ticket_num").into());
    }
    let mut counts = Counts { main: 0, sub: 0 };
    let sent = (1..=22)
        .filter(|number| form.has(&format!("t{number:02}template")))
        .count();
    if sent != wanted {
        return Err(Refusal::new("P034").into());
    }
    for number in 1..=wanted {
        let template = form.text(&format!("t{number:02}template"));
        match &*template {
            MAIN => counts.main += 1,
            SUB if number > 1 => counts.sub += 1,
            SUB => return Err(Refusal::new("P036").into()),
            "" => return Err(Refusal::new("P034").into()),
            _ => return Err(Refusal::new("P035").into()),
        }
        let master = form.text(&format!("t{number:02}master"));
        let own = format!("{}-", call.merchant.merchant_id);
        if !master.is_empty() && !master.starts_with(&own) {
            return Err(Refusal::new("P037").into());
        }
    }
    Ok(counts)
}

/// Both dates there; from today on, within a year.
fn check_dates(call: &Call<'_>) -> Outcome<()> {
    let form = call.form;
    for name in ["ticket_start_date", "ticket_end_date"] {
        if !form.has(name) {
            return Err(Refusal::field("P006", name).into());
        }
    }
    let (start, end) = (form.text("ticket_start_date"), form.text("ticket_end_date"));
    if *start < *call.now.day_stamp() {
        return Err(Refusal::field("P010", "ticket_start_date").into());
    }
    if end < start || *end > *last_day(call.now) {
        return Err(Refusal::field("P010", "ticket_end_date").into());
    }
    Ok(())
}

/// The day before the same day of next year.
fn last_day(now: Moment) -> String {
    now.plus_days(364).day_stamp()
}
