//! Work on many items at once, results in the order of the items, memory bounded.
//!
//! One thread takes items, some work on them, the caller takes results. Every item gets a slot for its
//! result before anybody works on it, and the slots come to the caller in order through a bounded queue:
//! the queue's length is all that is ever held, however long the stream and however slow one item.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::mpsc::{Receiver, SyncSender, TryRecvError, sync_channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;

/// Slots a thread. Enough to go on while one item takes long, few enough to be no memory.
const WINDOW: usize = 16;

/// Does `work` to each of the items on `threads` threads (at least one). `items` is called on the thread
/// that takes them, so that what it gives back may hold a lock on an input.
///
/// Items are taken no faster than results: at most `threads × 16` are under way. A result is `None` when
/// the work on its item panicked. When the iterator is dropped the threads end by themselves, the one
/// that takes items after the item it is waiting for.
pub fn in_order<I, R, Items>(
    items: impl FnOnce() -> Items + Send + 'static,
    threads: usize,
    work: impl Fn(I) -> R + Send + Sync + 'static,
) -> InOrder<R>
where
    Items: Iterator<Item = I>,
    I: Send + 'static,
    R: Send + 'static,
{
    let threads = threads.max(1);
    let (to_workers, jobs) = sync_channel::<(I, SyncSender<Option<R>>)>(threads * WINDOW);
    let (to_caller, slots) = sync_channel(threads * WINDOW);

    thread::spawn(move || {
        for item in items() {
            let (result, slot) = sync_channel(1);
            if to_caller.send(slot).is_err() || to_workers.send((item, result)).is_err() {
                return;
            }
        }
    });

    let jobs = Arc::new(Mutex::new(jobs));
    let work = Arc::new(work);
    for _ in 0..threads {
        let (jobs, work) = (Arc::clone(&jobs), Arc::clone(&work));
        thread::spawn(move || {
            while let Some((item, result)) = next(&jobs) {
                // A caller that has gone away wants no result.
                let _ = result.send(catch_unwind(AssertUnwindSafe(|| work(item))).ok());
            }
        });
    }
    InOrder { slots, slot: None, result: None }
}

fn next<T>(jobs: &Mutex<Receiver<T>>) -> Option<T> {
    jobs.lock().unwrap_or_else(PoisonError::into_inner).recv().ok()
}

/// The results of [`in_order`].
pub struct InOrder<R> {
    slots: Receiver<Receiver<Option<R>>>,
    slot: Option<Receiver<Option<R>>>,
    result: Option<Option<R>>,
}

impl<R> InOrder<R> {
    /// False when the next result is not there yet, so that a caller may do something before it waits,
    /// such as hand on what it has written.
    pub fn is_ready(&mut self) -> bool {
        if self.result.is_some() {
            return true;
        }
        if self.slot.is_none() {
            match self.slots.try_recv() {
                Ok(slot) => self.slot = Some(slot),
                Err(TryRecvError::Empty) => return false,
                Err(TryRecvError::Disconnected) => return true,
            }
        }
        match self.slot.as_ref().map(Receiver::try_recv) {
            Some(Ok(result)) => self.result = Some(result),
            Some(Err(TryRecvError::Empty)) => return false,
            _ => self.result = Some(None),
        }
        self.slot = None;
        true
    }
}

impl<R> Iterator for InOrder<R> {
    type Item = Option<R>;

    fn next(&mut self) -> Option<Self::Item> {
        if let Some(result) = self.result.take() {
            return Some(result);
        }
        let slot = match self.slot.take() {
            Some(slot) => slot,
            None => self.slots.recv().ok()?,
        };
        Some(slot.recv().unwrap_or(None))
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicUsize, Ordering};
    use std::time::Duration;

    use super::*;

    #[test]
    fn it_knows_that_results_keep_the_order_of_their_items() {
        let slow_at_times = |item: u64| {
            thread::sleep(Duration::from_micros(if item.is_multiple_of(7) { 900 } else { 10 }));
            item * 2
        };
        let results: Vec<_> = in_order(|| 0..300, 4, slow_at_times).map(Option::unwrap).collect();
        assert_eq!(results, (0..300).map(|item| item * 2).collect::<Vec<_>>());
    }

    #[test]
    fn it_knows_that_an_endless_stream_is_not_read_ahead() {
        let taken = Arc::new(AtomicUsize::new(0));
        let count = Arc::clone(&taken);
        let endless = move || {
            (0..).inspect(move |_: &u64| {
                count.fetch_add(1, Ordering::SeqCst);
            })
        };
        let mut results = in_order(endless, 2, |item| item);
        for _ in 0..5 {
            results.next();
        }
        thread::sleep(Duration::from_millis(50));
        // Slots, jobs in the queue, one in each hand.
        assert!(taken.load(Ordering::SeqCst) <= 5 + 2 * 2 * WINDOW + 3);
    }

    #[test]
    fn it_knows_that_one_bad_item_spoils_no_other() {
        let results: Vec<_> = in_order(
            || 0..40,
            2,
            |item| {
                assert!(item % 10 != 3, "a bad item, on purpose");
                item
            },
        )
        .collect();
        assert_eq!(results.iter().filter(|result| result.is_none()).count(), 4);
        assert_eq!(results[39], Some(39));
    }

    #[test]
    fn it_knows_that_nothing_in_is_nothing_out() {
        assert_eq!(in_order(std::iter::empty::<u8>, 3, |item| item).count(), 0);
    }

    #[test]
    fn it_knows_when_the_next_result_is_there() {
        let mut results = in_order(
            || 0..2,
            1,
            |item| {
                thread::sleep(Duration::from_millis(20));
                item
            },
        );
        assert!(!results.is_ready());
        assert_eq!(results.next(), Some(Some(0)));
        while !results.is_ready() {
            thread::yield_now();
        }
        assert_eq!(results.next(), Some(Some(1)));
        assert_eq!(results.next(), None);
    }
}
