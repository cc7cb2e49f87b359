//! An HTTP proxy that makes tunnels, or refuses to.

use std::io::{self, Read, Write};
use std::net::{Shutdown, TcpListener, TcpStream};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::thread;

pub struct Proxy {
    pub port: u16,
    pub tunnels: Arc<AtomicUsize>,
    pub heads: Arc<Mutex<Vec<String>>>,
}

#[derive(Clone, Copy)]
pub enum Manner {
    Tunnel,
    Refuse(&'static str),
}

impl Proxy {
    pub fn start(manner: Manner) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let proxy = Self {
            port: listener.local_addr().unwrap().port(),
            tunnels: Arc::default(),
            heads: Arc::default(),
        };
        let (tunnels, heads) = (Arc::clone(&proxy.tunnels), Arc::clone(&proxy.heads));
        thread::spawn(move || {
            for stream in listener.incoming() {
                let (tunnels, heads) = (Arc::clone(&tunnels), Arc::clone(&heads));
                thread::spawn(move || serve(stream.unwrap(), manner, &tunnels, &heads));
            }
        });
        proxy
    }
}

fn serve(mut client: TcpStream, manner: Manner, tunnels: &AtomicUsize, heads: &Mutex<Vec<String>>) {
    let mut head = Vec::new();
    let mut byte = [0];
    while !head.ends_with(b"\r\n\r\n") {
        if client.read(&mut byte).unwrap_or(0) == 0 {
            return;
        }
        head.push(byte[0]);
    }
    let head = String::from_utf8(head).unwrap();
    let authority = head.split(' ').nth(1).unwrap().to_owned();
    heads.lock().unwrap().push(head);
    if let Manner::Refuse(answer) = manner {
        let _ = client.write_all(answer.as_bytes());
        return;
    }
    tunnels.fetch_add(1, Ordering::SeqCst);
    let mut server = TcpStream::connect(authority).unwrap();
    client
        .write_all(b"HTTP/1.1 200 Connection established\r\n\r\n")
        .unwrap();
    let (mut from, mut to) = (client.try_clone().unwrap(), server.try_clone().unwrap());
    thread::spawn(move || {
        let _ = io::copy(&mut from, &mut to);
        let _ = to.shutdown(Shutdown::Write);
    });
    let _ = io::copy(&mut server, &mut client);
    let _ = client.shutdown(Shutdown::Write);
}
