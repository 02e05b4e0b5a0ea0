//! Runs the real binary and looks at how it ended.

use std::io::Write;
use std::process::{Command, Stdio};

use serde_json::Value;
use tempfile::TempDir;

/// How a command ended.
pub struct Ended {
    pub code: i32,
    pub out: String,
    pub err: String,
}

impl Ended {
    #[track_caller]
    pub fn done(self) -> Ended {
        assert_eq!(self.code, 0, "{}{}", self.out, self.err);
        self
    }

    /// The command could be done and the answer is no.
    #[track_caller]
    pub fn refused(self) -> Ended {
        assert_eq!(self.code, 1, "{}{}", self.out, self.err);
        self
    }

    /// The command could not be done, and its message says this.
    #[track_caller]
    pub fn failed(self, why: &str) -> Ended {
        assert_eq!(self.code, 2, "{}{}", self.out, self.err);
        assert!(self.err.contains(why), "{why:?} is not in {}", self.err);
        assert!(!self.err.contains("panicked"), "{}", self.err);
        self
    }

    #[track_caller]
    pub fn json(&self) -> Value {
        serde_json::from_str(&self.out).expect(&self.out)
    }
}

/// The binary that is tested.
pub fn binary() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_hiwar"));
    command.env_remove("HIWAR_FOLDER").env_remove("HIWAR_LOG").env("COLUMNS", "100");
    command
}

/// Runs it without a folder.
pub fn hiwar(args: &[&str]) -> Ended {
    ended(binary().args(args), "")
}

/// One party's place: a node's folder and room for files beside it.
pub struct Hiwar {
    pub party: &'static str,
    pub folder: TempDir,
}

impl Hiwar {
    pub fn new(party: &'static str) -> Hiwar {
        Hiwar { party, folder: tempfile::tempdir().expect("a folder") }
    }

    /// The node's folder.
    pub fn node(&self) -> String {
        self.file("node")
    }

    /// A file beside it.
    pub fn file(&self, name: &str) -> String {
        self.folder.path().join(name).to_str().expect("a path").to_owned()
    }

    pub fn run(&self, args: &[&str]) -> Ended {
        self.type_in(args, "")
    }

    pub fn type_in(&self, args: &[&str], input: &str) -> Ended {
        ended(binary().args(args).args(["--folder", &self.node()]), input)
    }
}

fn ended(command: &mut Command, input: &str) -> Ended {
    let spawned = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = spawned.spawn().expect("the binary");
    let mut typing = child.stdin.take().expect("its input");
    // A command that reads nothing may have closed its input already.
    let _closed = typing.write_all(input.as_bytes());
    drop(typing);
    let output = child.wait_with_output().expect("its output");
    let text = |bytes| String::from_utf8(bytes).expect("text");
    Ended {
        code: output.status.code().expect("an exit code"),
        out: text(output.stdout),
        err: text(output.stderr),
    }
}
