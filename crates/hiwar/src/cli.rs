//! The command line: what can be said, with the help that a newcomer reads first.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand};

/// Two sovereign nodes keep one agreed record of a strategic dialogue between states.
#[derive(Debug, Parser)]
#[command(
    name = "hiwar",
    version,
    about = "Two sovereign nodes keep one agreed record of a strategic dialogue between states",
    after_help = FIRST_STEPS,
    max_term_width = 98,
    arg_required_else_help = true
)]
pub struct Cli {
    #[command(subcommand)]
    pub command: Command,
}

const FIRST_STEPS: &str = "\
First steps:
  hiwar demo                        see it work: two nodes, nothing to set up
  hiwar demo --play                 watch a whole meeting being agreed, then verified

A real node, on each side:
  hiwar init --folder /srv/hiwar --party KW --domain hiwar.kw.example --dialogue kwus-2016
  hiwar peer card --folder /srv/hiwar > kw.json      hand it over, take theirs
  hiwar peer add us.json --folder /srv/hiwar --address hiwar.us.example:8443
  hiwar peer charter --folder /srv/hiwar --at 2016-10-21T12:00:00Z
  printf '%s\\n' 'a long sentence as password' | hiwar user add desk --folder /srv/hiwar \\
      --function desk_officer
  hiwar serve --folder /srv/hiwar

Exit codes: 0 done; 1 the answer is no (refused, findings, differences); 2 it could not be done.";

#[derive(Debug, Subcommand)]
pub enum Command {
    Demo(DemoArgs),
    Init(InitArgs),
    #[command(subcommand)]
    Peer(PeerCommand),
    #[command(subcommand)]
    Dialogue(DialogueCommand),
    #[command(subcommand)]
    User(UserCommand),
    #[command(subcommand)]
    Key(KeyCommand),
    #[command(subcommand)]
    Mail(MailCommand),
    Read(ReadArgs),
    Serve(ServeArgs),
    Export(ExportArgs),
    Verify(VerifyArgs),
    Search(SearchArgs),
    Reindex(ReindexArgs),
    Doctor(DoctorArgs),
    Backup(BackupArgs),
    Restore(RestoreArgs),
}

/// Further dialogues of this node, beside the one that `init` made.
#[derive(Debug, Subcommand)]
pub enum DialogueCommand {
    /// Add a dialogue: its own keys, card, log and store files
    #[command(after_help = "\
Example, the compartment of the two central authorities:
  hiwar dialogue add kwus-mla --compartment legal_assistance --folder /srv/hiwar
  hiwar peer card --dialogue kwus-mla --folder /srv/hiwar > kw-mla.json
  hiwar peer add us-mla.json --folder /srv/hiwar --address hiwar.us.example:8443
  hiwar peer charter --dialogue kwus-mla --folder /srv/hiwar --at 2020-11-01T00:00:00Z

The node must not be serving meanwhile. The kind stands in the charter, so both sides sign it.
Only the functions central_authority and compartment_auditor enter such a compartment.")]
    Add {
        /// The dialogue's id: small letters, digits and hyphens, the same on all sides
        id: String,
        #[command(flatten)]
        at: FolderArg,
        /// Make it a compartment of this kind: legal_assistance
        #[arg(long, value_name = "KIND")]
        compartment: Option<String>,
        /// Print the card as JSON and nothing else
        #[arg(long)]
        json: bool,
    },
}

/// The dialogue that a command is about.
#[derive(Debug, Args)]
pub struct DialogueArg {
    /// The dialogue's id; the node's first one when it is left out
    #[arg(long, value_name = "ID")]
    pub dialogue: Option<String>,
}

/// The node's folder, as every command but `demo` and `verify` needs it.
#[derive(Debug, Args)]
pub struct FolderArg {
    /// The node's folder, made by `hiwar init`
    #[arg(long, value_name = "DIR", env = "HIWAR_FOLDER")]
    pub folder: PathBuf,
}

/// Run two nodes on this machine, filled with the public record of a real dialogue.
///
/// It stands on the morning of 16 November 2020, some hours before a working group meets by
/// video. Everything works, and it leaves nothing behind.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  hiwar demo                     the morning of the meeting; Ctrl-C ends it
  hiwar demo --today             all six rounds are over, the clock is real
  hiwar demo --play              the meeting by itself, then both exports verified
  hiwar demo --folder ./demo     keep it, and go on from there next time
  hiwar demo --folder ./demo --at 2020-11-19T06:00:00Z
                                 go on three days later: deadlines have passed")]
pub struct DemoArgs {
    /// Put all rounds into the past and use the real clock
    #[arg(long, conflicts_with = "play")]
    pub today: bool,
    /// Run the whole meeting by itself, print each step, verify both exports, end
    #[arg(long)]
    pub play: bool,
    /// Keep the two nodes in this folder; an earlier demo in it goes on
    #[arg(long, value_name = "DIR")]
    pub folder: Option<PathBuf>,
    /// Keep the temporary folder, and print where it is
    #[arg(long, conflicts_with = "folder")]
    pub keep: bool,
    /// Set the exercise's clock to this time instead of the morning of the meeting (RFC 3339, UTC)
    #[arg(long, value_name = "TIME", conflicts_with_all = ["today", "play"])]
    pub at: Option<String>,
    /// Port of Kuwait's pages; the American ones take the next. 0 takes any two free ports
    #[arg(long, value_name = "N")]
    pub port: Option<u16>,
    /// Print one line of JSON with both addresses instead of the guide
    #[arg(long)]
    pub json: bool,
}

/// Make a node: keys, configuration, empty stores, and the card for the other side.
#[derive(Debug, Args)]
#[command(after_help = "\
Example:
  hiwar init --folder /srv/hiwar --party KW --domain hiwar.kw.example --dialogue kwus-2016 \\
      --web 127.0.0.1:8080 --exchange 0.0.0.0:8443

Without --exchange the node only dials out; the other side then must listen.
What is written to hiwar.toml: party, domain, web, exchange, and for each [[dialogue]] its id and
for each [[dialogue.peer]] party and address. Other keys are refused.
Nothing is ever overwritten. Next: `hiwar peer card`.")]
pub struct InitArgs {
    #[command(flatten)]
    pub at: FolderArg,
    /// The party's code in capitals, such as KW
    #[arg(long, value_name = "CODE")]
    pub party: String,
    /// The node's domain name; its logs are named after it
    #[arg(long, value_name = "NAME")]
    pub domain: String,
    /// The dialogue's id: small letters, digits and hyphens, the same on all sides
    #[arg(long, value_name = "ID")]
    pub dialogue: String,
    /// Address and port of the pages, normally behind a TLS proxy
    #[arg(long, value_name = "ADDR", default_value = "127.0.0.1:8080")]
    pub web: String,
    /// Address and port where the other side's node may dial in
    #[arg(long, value_name = "ADDR")]
    pub exchange: Option<String>,
    /// Print the card as JSON and nothing else
    #[arg(long)]
    pub json: bool,
}

/// Exchange cards with the other side and found the dialogue.
#[derive(Debug, Subcommand)]
pub enum PeerCommand {
    /// Print our card: the public keys to hand to the other side
    Card {
        #[command(flatten)]
        at: FolderArg,
        #[command(flatten)]
        of: DialogueArg,
        /// Write it to a file instead
        #[arg(long, value_name = "FILE")]
        out: Option<PathBuf>,
    },
    /// Take the other side's card
    #[command(after_help = "\
Example:
  hiwar peer add us.json --folder /srv/hiwar --address hiwar.us.example:8443

Compare the card with the other side by telephone or on paper before founding the dialogue.")]
    Add {
        /// The file with the other side's card
        card: PathBuf,
        #[command(flatten)]
        at: FolderArg,
        /// Where its node can be dialled, host:port; leave it out if it dials us
        #[arg(long, value_name = "HOST:PORT")]
        address: Option<String>,
    },
    /// Make the charter from all cards and print its hash, the pin
    #[command(after_help = "\
Example, with the same time on every side:
  hiwar peer charter --folder /srv/hiwar --at 2016-10-21T12:00:00Z

Every side makes the same bytes from the same cards and the same time. The pin printed must be
the same on all sides; write it into the note verbale.")]
    Charter {
        #[command(flatten)]
        at: FolderArg,
        #[command(flatten)]
        of: DialogueArg,
        /// The time agreed for the charter, RFC 3339 in UTC with whole seconds
        #[arg(long = "at", value_name = "TIME")]
        time: String,
        /// Also write the charter to a file, for the record
        #[arg(long, value_name = "FILE")]
        out: Option<PathBuf>,
        /// Print JSON
        #[arg(long)]
        json: bool,
    },
    /// Print the pin of the founded dialogue
    Pin {
        #[command(flatten)]
        at: FolderArg,
        #[command(flatten)]
        of: DialogueArg,
        /// Print JSON
        #[arg(long)]
        json: bool,
    },
}

/// Accounts of this node's officers and the functions they hold.
#[derive(Debug, Subcommand)]
pub enum UserCommand {
    /// Make an account; the password comes from standard input
    #[command(after_help = "\
Example:
  printf '%s\\n' 'a long sentence as password' | hiwar user add layla --folder /srv/hiwar \\
      --function desk_officer --from 2020-11-01

Functions: desk_officer, co_chair, rapporteur, focal_point, press, legal, auditor, administrator.
A password has 15 characters or more; it is never taken from the command line.")]
    Add {
        name: String,
        #[command(flatten)]
        at: FolderArg,
        /// A function to hold from the start
        #[arg(long)]
        function: Option<String>,
        /// First day on which the function is held, year-month-day
        #[arg(long, value_name = "DATE", requires = "function")]
        from: Option<String>,
        /// Last day on which the function is held
        #[arg(long, value_name = "DATE", requires = "function")]
        to: Option<String>,
    },
    /// Give a function to an account, from a day to a day; or end it with --end
    Grant {
        name: String,
        function: String,
        #[command(flatten)]
        at: FolderArg,
        /// First day, year-month-day; now if left out
        #[arg(long, value_name = "DATE")]
        from: Option<String>,
        /// Last day; open if left out
        #[arg(long, value_name = "DATE")]
        to: Option<String>,
        /// Take the function away as of now
        #[arg(long, conflicts_with_all = ["from", "to"])]
        end: bool,
    },
    /// Close an account and end its sessions; or reopen it with --reopen
    Disable {
        name: String,
        #[command(flatten)]
        at: FolderArg,
        /// Open it again
        #[arg(long)]
        reopen: bool,
    },
    /// Set a new password, read from standard input; ends the account's sessions
    Password {
        name: String,
        #[command(flatten)]
        at: FolderArg,
    },
    /// List all accounts with their functions, past ones too
    List {
        #[command(flatten)]
        at: FolderArg,
        /// Print JSON
        #[arg(long)]
        json: bool,
    },
}

/// Read a press report or minutes, and print the facts found in it. Needs no node.
#[derive(Debug, Args)]
#[command(after_help = "\
Example:
  hiwar read report.html --published 2020-11-16

Plain text, web page, Word (DOCX) or PDF with a text layer; Arabic or English. The rules are those
of the pages where reports are read in. Exit code 1 when nothing was found.")]
pub struct ReadArgs {
    /// The document
    pub file: PathBuf,
    /// The day of publication, year-month-day: \"today\" is counted from it
    #[arg(long, value_name = "DATE")]
    pub published: Option<String>,
    /// A folder with word lists of your own (*.tsv), beside those that come with the program
    #[arg(long, value_name = "DIR")]
    pub lists: Option<PathBuf>,
    /// Print the draft as JSON, schema hiwar.press/1
    #[arg(long)]
    pub json: bool,
}

/// Bring new keys into force.
#[derive(Debug, Subcommand)]
pub enum KeyCommand {
    /// Make a new log key in each dialogue and state it in our log
    #[command(after_help = "\
Example, with the node not serving:
  hiwar key rotate --folder /srv/hiwar

Rotate when a key may be known to others, and in any case as your rules ask. The old key goes on
signing beside the new one, so that nothing that was signed before loses its proof.")]
    Rotate {
        #[command(flatten)]
        at: FolderArg,
        /// Print JSON
        #[arg(long)]
        json: bool,
    },
}

/// Serve the pages and exchange with the peers until stopped.
#[derive(Debug, Args)]
#[command(after_help = "\
Example:
  hiwar serve --folder /srv/hiwar

It only opens what `hiwar init` made. SIGINT (Ctrl-C) or SIGTERM ends it; what was acknowledged
is durable. HIWAR_LOG sets what is logged, for instance HIWAR_LOG=node=debug.")]
pub struct ServeArgs {
    #[command(flatten)]
    pub at: FolderArg,
    /// Write log lines as JSON
    #[arg(long)]
    pub json: bool,
}

/// Write the whole joint record into one file that anybody can verify. Nothing private is in it.
#[derive(Debug, Args)]
#[command(after_help = "\
Example:
  hiwar export --folder /srv/hiwar --out round4.hiwar

It may run beside a serving node. Check the file with `hiwar verify`.")]
pub struct ExportArgs {
    #[command(flatten)]
    pub at: FolderArg,
    #[command(flatten)]
    pub of: DialogueArg,
    /// The file to write; it must not exist
    #[arg(long, value_name = "FILE")]
    pub out: PathBuf,
}

/// Verify an export with no node and no network.
#[derive(Debug, Args)]
#[command(after_help = "\
Example:
  hiwar verify round4.hiwar --pin <hash from the note verbale>

Every tree, signature, receipt and value is checked; one changed bit anywhere is refused with its
place and the rule (exit code 1). Without --pin the file is only checked against itself.")]
pub struct VerifyArgs {
    /// The export
    pub file: PathBuf,
    /// The charter's hash, as printed in the note verbale (hexadecimal or base64url)
    #[arg(long, value_name = "HASH")]
    pub pin: Option<String>,
    /// Print JSON
    #[arg(long)]
    pub json: bool,
}

/// Search every text of a node's record and its private notes.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  hiwar search --folder /srv/hiwar 'counter terrorism'
  hiwar search --folder /srv/hiwar '\"مكافحة الإرهاب\"' --type minutes_paragraph
  hiwar search --folder /srv/hiwar Sabeeh --json

All words must be there; quotes keep words together; a star stands for the rest of a word. It may
run beside a serving node and changes nothing. Exit code 1 when nothing was found.")]
pub struct SearchArgs {
    /// What to look for
    pub query: String,
    #[command(flatten)]
    pub at: FolderArg,
    /// Only items of this type, such as session; or note
    #[arg(long = "type", value_name = "TYPE")]
    pub kind: Option<String>,
    /// Print JSON
    #[arg(long)]
    pub json: bool,
}

/// Make the search index anew from the record.
#[derive(Debug, Args)]
#[command(after_help = "\
Example:
  hiwar reindex --folder /srv/hiwar

The index is never trusted and may be deleted at any time. A serving node is asked to make it anew
and goes on serving; without one it is made here.")]
pub struct ReindexArgs {
    #[command(flatten)]
    pub at: FolderArg,
}

/// Try the mail settings of a node, and see which letters go out next.
#[derive(Debug, Subcommand)]
pub enum MailCommand {
    /// Send one letter of trial, as reminders would be sent.
    #[command(after_help = "\
Example:
  hiwar mail test --folder /srv/hiwar --to desk@ministry.example

Without [mail] in hiwar.toml the letter is written into the folder outbox of the node.")]
    Test {
        #[command(flatten)]
        at: FolderArg,
        /// Where the letter goes
        #[arg(long, value_name = "ADDRESS")]
        to: String,
    },
    /// Tell which letters go out next, to whom and about what; none is sent.
    #[command(after_help = "\
Example:
  hiwar mail due --folder /srv/hiwar

The next letter of every subscription within two months, as the record and what was sent
stand now, and the letters with one-time links that wait for the mail server. It may run
beside a serving node and changes nothing. Exit code 1 when no letter is due.")]
    Due {
        #[command(flatten)]
        at: FolderArg,
        /// As if it were this time instead of now (RFC 3339, UTC)
        #[arg(long, value_name = "TIME")]
        on: Option<String>,
        /// Print JSON
        #[arg(long)]
        json: bool,
    },
}

/// Look for everything that can be wrong with a node, and say what to do.
#[derive(Debug, Args)]
#[command(after_help = "\
Example:
  hiwar doctor --folder /srv/hiwar

It may run beside a serving node and changes nothing, except with --accept-head. Exit code 1 when
something was found.")]
pub struct DoctorArgs {
    #[command(flatten)]
    pub at: FolderArg,
    /// After a restore: declare that nothing newer than this folder was ever signed
    #[arg(long)]
    pub accept_head: bool,
    /// Which dialogue --accept-head is about; needed where the node keeps several
    #[arg(long, value_name = "ID", requires = "accept_head")]
    pub dialogue: Option<String>,
    /// Print JSON
    #[arg(long)]
    pub json: bool,
}

/// Copy a node to another folder while it works. The head guard is never copied.
#[derive(Debug, Args)]
#[command(after_help = "\
Example:
  hiwar backup --folder /srv/hiwar --out /backup/2020-11-16

Keys are secrets: without --with-keys they are left out; keep them apart from the record.")]
pub struct BackupArgs {
    #[command(flatten)]
    pub at: FolderArg,
    /// The folder to write; it must not exist or be empty
    #[arg(long, value_name = "DIR")]
    pub out: PathBuf,
    /// Copy the keys too
    #[arg(long)]
    pub with_keys: bool,
}

/// Make a node's folder from a backup. It signs nothing before its lost entries are back.
#[derive(Debug, Args)]
#[command(after_help = "\
Example:
  hiwar restore --from /backup/2020-11-16 --folder /srv/hiwar

The node takes the entries that are newer than the backup from its peers, then signs again. Where
no peer holds anything newer, `hiwar doctor --accept-head` allows it to sign.")]
pub struct RestoreArgs {
    /// The backup
    #[arg(long, value_name = "DIR")]
    pub from: PathBuf,
    /// The node's new folder; it must not exist or be empty
    #[arg(long, value_name = "DIR", env = "HIWAR_FOLDER")]
    pub folder: PathBuf,
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_command_line_is_well_formed() {
        use clap::CommandFactory;
        super::Cli::command().debug_assert();
    }
}
