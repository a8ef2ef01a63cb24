//! The port: connections are taken, bounded in number, in time and in the length of what they ask.

use std::io;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::service::TowerToHyperService;
use tokio::net::TcpListener;
use tokio::sync::Semaphore;

use crate::app::{App, Options};
use crate::pages::router;

/// Connections at the same time; the next waits to be taken.
const CONNECTIONS: usize = 256;

/// Threads that read the ledger and reports; each keeps memory of its own.
const THREADS: usize = 6;

/// How long a connection may take over the head of a request, and lie idle before it.
const HEAD: Duration = Duration::from_secs(20);

/// Bytes of the head of a request.
const LONGEST: usize = 64 << 10;

/// Serves until the process ends. `ready` is told the address once it can be asked.
///
/// # Errors
/// When the address cannot be listened at.
pub fn run(options: &Options, address: SocketAddr, ready: impl FnOnce(SocketAddr)) -> io::Result<()> {
    let app = App::new(options)?;
    let runtime =
        tokio::runtime::Builder::new_current_thread().enable_all().max_blocking_threads(THREADS).build()?;
    runtime.block_on(async {
        let listener = TcpListener::bind(address).await?;
        ready(listener.local_addr()?);
        let turns = Arc::new(Semaphore::new(CONNECTIONS));
        let service = TowerToHyperService::new(router(&app));
        loop {
            let Ok(turn) = Arc::clone(&turns).acquire_owned().await else { return Ok(()) };
            let stream = match listener.accept().await {
                Ok((stream, _)) => stream,
                // Out of file handles, or the caller has gone: the next one may do better.
                Err(_) => {
                    tokio::time::sleep(Duration::from_millis(50)).await;
                    continue;
                }
            };
            let service = service.clone();
            tokio::spawn(async move {
                let mut builder = hyper::server::conn::http1::Builder::new();
                builder.timer(TokioTimer::new()).header_read_timeout(HEAD).max_buf_size(LONGEST);
                // Whoever hangs up in the middle is not told.
                let _ = builder.serve_connection(TokioIo::new(stream), service).await;
                drop(turn);
            });
        }
    })
}
