//! Many telegrams at bounded concurrency. The caller's code runs only between turns.

use std::collections::{BTreeMap, VecDeque};

use super::curl_backend;
use super::identity::Identity;
use super::message;
use super::outcome::{Outcome, Reason, TransportError};
use super::process;
use super::rustls_backend::{self, Attempt};
use super::sending::{Backend, backend, give_to_libcurl};
use super::settings::{Flow, TransportAnswer, TransportRequest, TransportSettings};
use super::stopwatch;
use super::target::Target;

/// Sends many requests with at most `concurrency` under way. `on_result` is called between turns,
/// while nothing is driven, with the request's index, in the order of completion; after `Break` no
/// new request is started, and those under way are finished and handed over too. Requests that
/// were not started are not handed over: nothing of them was sent.
pub fn post_all(
    settings: &TransportSettings,
    requests: Vec<TransportRequest>,
    concurrency: usize,
    on_result: &mut dyn FnMut(usize, Result<TransportAnswer, TransportError>) -> Flow,
) {
    let identity = match Identity::load(settings) {
        Ok(identity) => identity,
        Err(error) => {
            for index in 0..requests.len() {
                if on_result(index, Err(error.clone())).is_break() {
                    return;
                }
            }
            return;
        }
    };
    Batch {
        settings,
        identity,
        concurrency: concurrency.max(1),
        waiting: requests.into_iter().enumerate().map(Waiting::new).collect(),
        for_libcurl: VecDeque::new(),
        under_way: BTreeMap::new(),
        flow: Flow::Continue(()),
        process: process::id(),
        on_result,
    }
    .run();
}

/// A request that has not been started on its backend.
struct Waiting {
    index: usize,
    request: TransportRequest,
}

impl Waiting {
    fn new((index, request): (usize, TransportRequest)) -> Self {
        Self { index, request }
    }
}

struct Batch<'a> {
    settings: &'a TransportSettings,
    identity: Identity,
    concurrency: usize,
    waiting: VecDeque<Waiting>,
    /// Not one byte of these has left.
    for_libcurl: VecDeque<Waiting>,
    /// Started, no result yet.
    under_way: BTreeMap<usize, (Target, TransportRequest)>,
    flow: Flow,
    process: u32,
    on_result: &'a mut dyn FnMut(usize, Result<TransportAnswer, TransportError>) -> Flow,
}

impl Batch<'_> {
    /// First those for rustls, then those for libcurl: two loops that wait for sockets cannot run
    /// at the same time in one thread, and a merchant's telegrams go to one server anyway.
    fn run(mut self) {
        self.run_rustls();
        self.run_libcurl();
    }

    fn run_rustls(&mut self) {
        let mut many = None;
        loop {
            while self.may_start()
                && let Some(waiting) = self.waiting.pop_front()
            {
                self.start_rustls(&mut many, waiting);
            }
            // The callback may have forked over a telegram that could not even start.
            if self.forked() {
                return self.leave_to_parent();
            }
            let Some(driven) = &mut many else {
                break;
            };
            let Some((index, attempt)) = driven.next() else {
                // Only a panic in a task loses a telegram.
                self.lose("the telegram was lost");
                break;
            };
            self.take(index, attempt);
            if self.under_way.is_empty() && (self.waiting.is_empty() || self.flow.is_break()) {
                break;
            }
        }
    }

    fn start_rustls(&mut self, many: &mut Option<rustls_backend::Many>, waiting: Waiting) {
        let Waiting { index, request } = waiting;
        let target = match Target::parse(&request.url) {
            Ok(target) => target,
            Err(error) => return self.hand_over(index, Err(error)),
        };
        match backend(self.settings, &self.identity, &target) {
            Err(error) => return self.hand_over(index, Err(error)),
            Ok(Backend::Libcurl) => {
                return self.for_libcurl.push_back(Waiting { index, request });
            }
            Ok(Backend::Rustls) => {}
        }
        let started = match many {
            Some(many) => Ok(many),
            none => rustls_backend::Many::new(self.settings, &self.identity)
                .map(|made| none.insert(made)),
        }
        .and_then(|many| many.start(self.settings, index, target.clone(), request.body.clone()));
        match started {
            Ok(()) => {
                self.under_way.insert(index, (target, request));
            }
            Err(error) => self.hand_over(index, Err(error)),
        }
    }

    fn take(&mut self, index: usize, attempt: Attempt) {
        let Some((target, request)) = self.under_way.remove(&index) else {
            return;
        };
        match attempt {
            Attempt::Done(result) => self.hand_over(index, result),
            Attempt::NeedsLibcurl(why) => {
                match give_to_libcurl(self.settings, &self.identity, &target, why) {
                    Ok(()) => self.for_libcurl.push_back(Waiting { index, request }),
                    Err(error) => self.hand_over(index, Err(error)),
                }
            }
        }
    }

    fn run_libcurl(&mut self) {
        if self.for_libcurl.is_empty() {
            return;
        }
        let mut many = curl_backend::Many::new(self.settings);
        loop {
            while self.may_start()
                && let Some(Waiting { index, request }) = self.for_libcurl.pop_front()
            {
                match Target::parse(&request.url) {
                    Ok(target) => {
                        let (settings, identity) = (self.settings, &self.identity);
                        many.start(settings, identity, index, target.clone(), &request.body);
                        self.under_way.insert(index, (target, request));
                    }
                    Err(error) => self.hand_over(index, Err(error)),
                }
            }
            if self.forked() {
                return self.leave_to_parent();
            }
            let Some((index, result)) = many.next() else {
                return;
            };
            self.under_way.remove(&index);
            self.hand_over(index, result);
        }
    }

    fn may_start(&self) -> bool {
        self.flow.is_continue() && !self.forked() && self.under_way.len() < self.concurrency
    }

    fn hand_over(&mut self, index: usize, result: Result<TransportAnswer, TransportError>) {
        let on_result = &mut self.on_result;
        if stopwatch::paused(|| on_result(index, result)).is_break() {
            self.flow = Flow::Break(());
        }
    }

    /// The callback forked and this is the child: what is under way belongs to the parent.
    fn forked(&self) -> bool {
        self.process != process::id()
    }

    fn leave_to_parent(&mut self) {
        self.lose("the process forked meanwhile; the parent has the answer");
    }

    fn lose(&mut self, cause: &str) {
        for (index, (target, _)) in std::mem::take(&mut self.under_way) {
            let error = message::error(&target, Reason::Reset, Outcome::Unknown, cause);
            self.hand_over(index, Err(error));
        }
        self.waiting.clear();
        self.for_libcurl.clear();
    }
}
