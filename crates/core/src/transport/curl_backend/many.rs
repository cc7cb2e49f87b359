//! Many telegrams at once through `curl_multi`, each on a connection of its own.

use std::collections::{HashMap, VecDeque};
use std::time::{Duration, Instant};

use bytes::Bytes;
use curl::Error;
use curl::multi::{Easy2Handle, Multi};

use super::transfer::Transfer;
use super::{easy, judge};
use crate::transport::identity::Identity;
use crate::transport::message;
use crate::transport::outcome::{Outcome, Reason, TransportError};
use crate::transport::process;
use crate::transport::settings::{TransportAnswer, TransportSettings};
use crate::transport::stopwatch::Stopwatch;
use crate::transport::target::Target;

/// The longest wait for a socket before the clocks are looked at again.
const WAIT: Duration = Duration::from_millis(100);
/// Pause when libcurl has no socket to wait for, while a name is looked up.
const PAUSE: Duration = Duration::from_millis(2);

/// One telegram and its clock. libcurl's own clock goes on while the caller's code runs, so it is
/// switched off here.
struct UnderWay {
    target: Target,
    handle: Easy2Handle<Transfer>,
    watch: Stopwatch,
}

/// The time-outs of the settings.
#[derive(Clone, Copy)]
struct Limits {
    connect: Duration,
    total: Duration,
}

/// CURLE_OPERATION_TIMEDOUT.
const TIMED_OUT: u32 = 28;

type Done = (usize, Result<TransportAnswer, TransportError>);

/// Telegrams under way on libcurl.
pub(crate) struct Many {
    multi: Option<Multi>,
    under_way: HashMap<usize, UnderWay>,
    limits: Limits,
    done: VecDeque<Done>,
    process: u32,
}

impl Many {
    /// Nothing under way yet.
    pub(crate) fn new(settings: &TransportSettings) -> Self {
        Self {
            multi: Some(Multi::new()),
            under_way: HashMap::new(),
            limits: Limits {
                connect: settings.connect_timeout,
                total: settings.total_timeout,
            },
            done: VecDeque::new(),
            process: process::id(),
        }
    }

    /// Starts a telegram; it moves when [`Self::next`] is called.
    pub(crate) fn start(
        &mut self,
        settings: &TransportSettings,
        identity: &Identity,
        index: usize,
        target: Target,
        body: &Bytes,
    ) {
        match self.add(settings, identity, index, &target, body) {
            Ok(handle) => {
                let watch = Stopwatch::start();
                self.under_way.insert(
                    index,
                    UnderWay {
                        target,
                        handle,
                        watch,
                    },
                );
            }
            Err(error) => self.done.push_back((index, Err(error))),
        }
    }

    fn add(
        &mut self,
        settings: &TransportSettings,
        identity: &Identity,
        index: usize,
        target: &Target,
        body: &Bytes,
    ) -> Result<Easy2Handle<Transfer>, TransportError> {
        let setup = |cause: &str| message::error(target, Reason::Setup, Outcome::NotSent, cause);
        let easy = easy::untimed(settings, identity, target, body)?;
        let multi = self.multi.as_ref().ok_or_else(|| setup("no handle"))?;
        let mut handle = multi
            .add2(easy)
            .map_err(|error| setup(&error.to_string()))?;
        handle
            .set_token(index)
            .map_err(|error| setup(error.description()))?;
        Ok(handle)
    }

    /// Drives until one telegram is done. `None`: nothing is under way.
    pub(crate) fn next(&mut self) -> Option<Done> {
        loop {
            if let Some(done) = self.done.pop_front() {
                return Some(done);
            }
            if self.under_way.is_empty() {
                return None;
            }
            self.turn();
        }
    }

    fn turn(&mut self) {
        let Some(multi) = &self.multi else {
            return self.give_up("no handle");
        };
        if let Err(error) = multi.perform() {
            return self.give_up(&error.to_string());
        }
        let mut finished = self.finished();
        if finished.is_empty() {
            finished = self.timed_out();
        }
        if finished.is_empty() {
            return self.wait();
        }
        for (index, result) in finished {
            self.finish(index, result);
        }
    }

    fn finished(&self) -> Vec<(usize, Result<(), Error>)> {
        let mut finished = Vec::new();
        if let Some(multi) = &self.multi {
            multi.messages(|message| {
                let Ok(index) = message.token() else { return };
                let Some(under_way) = self.under_way.get(&index) else {
                    return;
                };
                if let Some(result) = message.result_for2(&under_way.handle) {
                    finished.push((index, result));
                }
            });
        }
        finished
    }

    /// Those whose time is up, after libcurl has read what there was to read.
    fn timed_out(&mut self) -> Vec<(usize, Result<(), Error>)> {
        let limits = self.limits;
        let up = |under_way: &mut UnderWay| {
            let elapsed = under_way.watch.elapsed();
            let connecting = !judge::End::of_handle(&mut under_way.handle).handshake_done;
            elapsed >= limits.total || (connecting && elapsed >= limits.connect)
        };
        self.under_way
            .iter_mut()
            .filter_map(|(index, under_way)| up(under_way).then_some(*index))
            .map(|index| (index, Err(Error::new(TIMED_OUT))))
            .collect()
    }

    fn finish(&mut self, index: usize, result: Result<(), Error>) {
        let Some(UnderWay {
            target, mut handle, ..
        }) = self.under_way.remove(&index)
        else {
            return;
        };
        let end = judge::End::of_handle(&mut handle);
        let judged = judge::judge(&target, result, handle.get_mut(), end);
        if let Some(multi) = &self.multi {
            // Taken out at once: its connection is closed now, not when all are done.
            drop(multi.remove2(handle));
        }
        self.done.push_back((index, judged));
    }

    fn wait(&mut self) {
        let Some(multi) = &self.multi else { return };
        let began = Instant::now();
        match multi.wait(&mut [], WAIT) {
            Ok(0) if began.elapsed() < PAUSE => std::thread::sleep(PAUSE),
            Ok(_) => {}
            Err(error) => self.give_up(&error.to_string()),
        }
    }

    /// libcurl itself failed: nobody knows what became of the telegrams.
    fn give_up(&mut self, cause: &str) {
        for (index, under_way) in self.under_way.drain() {
            let error = message::error(&under_way.target, Reason::Setup, Outcome::Unknown, cause);
            self.done.push_back((index, Err(error)));
        }
    }
}

impl Drop for Many {
    fn drop(&mut self) {
        if self.process != process::id() {
            // Forked in a callback: the sockets are the parent's.
            std::mem::forget(std::mem::take(&mut self.under_way));
            std::mem::forget(self.multi.take());
        }
    }
}
