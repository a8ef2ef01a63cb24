//! `rapporteur extract` in a pipe: it answers while the stream goes on, and leaves quietly.

use std::io::{BufRead as _, BufReader, Write as _};
use std::process::{Child, Command, Stdio};
use std::thread;

fn start() -> Child {
    Command::new(env!("CARGO_BIN_EXE_rapporteur"))
        .args(["extract", "--threads", "2"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program starts")
}

fn line(n: usize) -> String {
    format!("{{\"id\":\"r{n}\",\"text\":\"Ana Ruiz said {n} ships had left the harbour.\"}}\n")
}

#[test]
fn it_knows_that_an_answer_is_due_before_the_next_question() {
    let mut program = start();
    let mut input = program.stdin.take().expect("it has an input");
    let mut output = BufReader::new(program.stdout.take().expect("it has an output"));
    for n in 0..3 {
        input.write_all(line(n).as_bytes()).expect("it reads");
        let mut record = String::new();
        output.read_line(&mut record).expect("it answers");
        assert!(record.contains(&format!("\"id\":\"r{n}\"")), "{record}");
    }
    drop(input);
    assert!(program.wait().expect("it ends").success());
}

#[test]
fn it_knows_that_whoever_reads_may_have_seen_enough() {
    let mut program = start();
    let mut input = program.stdin.take().expect("it has an input");
    let mut output = BufReader::new(program.stdout.take().expect("it has an output"));
    // The input never ends by itself; the program does.
    let writer =
        thread::spawn(move || (0..).take_while(|&n| input.write_all(line(n).as_bytes()).is_ok()).count());
    let mut record = String::new();
    output.read_line(&mut record).expect("it answers");
    drop(output);
    let ended = program.wait_with_output().expect("it ends");
    assert!(ended.status.success(), "{}", ended.status);
    assert_eq!(String::from_utf8_lossy(&ended.stderr), "");
    assert!(writer.join().expect("no panic") > 0);
}
