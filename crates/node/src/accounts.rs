//! Accounts, the functions they hold from date to date, and sign-in sessions. Rights belong to
//! functions; an account only holds some for a time. Everything here uses the real clock and the
//! private store. It must never say whether an account exists to somebody who is not signed in.

use std::collections::{BTreeMap, HashMap};
use std::path::Path;
use std::sync::Arc;

use argon2::password_hash::{PasswordHasher, PasswordVerifier};
use argon2::{Algorithm, Argon2, Params, Version};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use dialogue::act::Function;
use jiff::Timestamp;
use parking_lot::Mutex;
use store::private::{Holding, NewSession, PrivateStore, SessionLimits};

use crate::clock::Clock;
use crate::config::{Config, Folder};
use crate::error::NodeError;
use crate::keys::random;
use crate::limits;

/// An account and what it holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Account {
    pub name: String,
    pub functions: Vec<Grant>,
    pub disabled: bool,
}

/// A function held from a date to a date (whole days, both included; open when absent).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Grant {
    pub function: Function,
    pub from: String,
    pub to: Option<String>,
    /// The account that granted it.
    pub by: String,
}

/// Somebody who is signed in, and the function in which he acts.
#[derive(Clone, Debug)]
pub struct Signed {
    pub account: Account,
    pub function: Function,
    pub session_id: String,
}

/// One open session, for its owner's list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SessionRow {
    /// Names the session; opens nothing.
    pub id: String,
    pub function: Function,
    pub since: Timestamp,
    pub seen: Timestamp,
    pub agent: String,
}

/// Why nobody was signed in. The first variant covers unknown accounts, wrong passwords and
/// disabled accounts alike.
#[derive(Debug, thiserror::Error)]
pub enum SignInError {
    #[error("the name or the password is not right")]
    Refused,
    #[error("too many failed sign-ins: try again in {seconds} s")]
    Wait { seconds: i64 },
    #[error("this account holds no function today: ask the administrator")]
    NoFunction,
    #[error("{0}")]
    Failed(#[from] NodeError),
}

/// The accounts of one node.
#[derive(Clone)]
pub struct Accounts {
    store: Arc<Mutex<PrivateStore>>,
    clock: Clock,
    demo: bool,
    /// Held while an account of the demo is looked for and made.
    making: Arc<Mutex<()>>,
    state: Arc<Mutex<State>>,
    /// A hash nobody's password has, so that unknown names cost the same work.
    decoy: Arc<String>,
}

/// Whether looking at a session counts as its use.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Looking {
    Use,
    Aside,
}

#[derive(Default)]
struct State {
    failures: BTreeMap<String, (u32, i64)>,
    /// Sessions looked up within the last second, by token.
    recent: HashMap<String, (i64, Signed)>,
}

const SESSION_LIMITS: SessionLimits = SessionLimits {
    idle_ms_max: limits::session_idle_seconds_max * 1_000,
    absolute_ms_max: limits::session_absolute_seconds_max * 1_000,
};

impl Accounts {
    /// The accounts of the node in `folder`, for the operator beside a serving node or without it.
    pub fn open(folder: &Path) -> Result<Accounts, NodeError> {
        let folder = Folder::new(folder);
        let config = Config::read(&folder)?;
        let store = Arc::new(Mutex::new(PrivateStore::open(&folder.private())?));
        Accounts::new(store, Clock::real_time(), config.demo.is_some())
    }

    pub(crate) fn new(
        store: Arc<Mutex<PrivateStore>>,
        clock: Clock,
        demo: bool,
    ) -> Result<Accounts, NodeError> {
        let decoy = hash(&secret()?)?;
        let state = Arc::default();
        Ok(Accounts { store, clock, demo, making: Arc::default(), state, decoy: Arc::new(decoy) })
    }

    fn now_ms(&self) -> i64 {
        self.clock.real().as_millisecond()
    }

    /// Makes an account without any function.
    pub fn add(&self, name: &str, password: &str) -> Result<(), NodeError> {
        check_password(password)?;
        let hash = hash(password)?;
        Ok(self.store.lock().add_account(name, &hash, self.now_ms())?)
    }

    /// Sets a password and ends all sessions of the account.
    pub fn set_password(&self, name: &str, password: &str) -> Result<(), NodeError> {
        check_password(password)?;
        let hash = hash(password)?;
        self.state.lock().recent.clear();
        Ok(self.store.lock().set_hash(name, &hash)?)
    }

    /// Closes or reopens an account; closing ends its sessions at once.
    pub fn set_disabled(&self, name: &str, disabled: bool) -> Result<(), NodeError> {
        self.state.lock().recent.clear();
        Ok(self.store.lock().set_disabled(name, disabled)?)
    }

    /// Gives a function to an account, from a date to a date (`2020-11-01`, both included).
    pub fn grant(
        &self,
        name: &str,
        function: Function,
        from: Option<&str>,
        to: Option<&str>,
        by: &str,
    ) -> Result<(), NodeError> {
        let now_ms = self.now_ms();
        let from_ms = from.map(|date| day(date, 0)).transpose()?.unwrap_or(now_ms);
        let to_ms = to.map(|date| day(date, 1)).transpose()?;
        let holding = Holding {
            account: name.to_string(),
            function: function.as_str().to_string(),
            from_ms,
            to_ms,
            granter: by.to_string(),
            at_ms: now_ms,
        };
        self.state.lock().recent.clear();
        Ok(self.store.lock().grant(&holding)?)
    }

    /// Takes a function away as of now; the past stays on record.
    pub fn end_grant(&self, name: &str, function: Function) -> Result<bool, NodeError> {
        self.state.lock().recent.clear();
        Ok(self.store.lock().end_grant(name, function.as_str(), self.now_ms())?)
    }

    /// Every account with its functions, past ones too.
    pub fn list(&self) -> Result<Vec<Account>, NodeError> {
        let store = self.store.lock();
        let mut holdings: BTreeMap<String, Vec<Grant>> = BTreeMap::new();
        for holding in store.holdings()? {
            if let Some(grant) = grant_of(&holding) {
                holdings.entry(holding.account.clone()).or_default().push(grant);
            }
        }
        let accounts = store.accounts()?.into_iter().map(|account| Account {
            functions: holdings.remove(&account.name).unwrap_or_default(),
            name: account.name,
            disabled: account.disabled,
        });
        Ok(accounts.collect())
    }

    /// The functions an account may act in today, in their fixed order.
    pub fn functions_today(&self, account: &Account) -> Vec<Function> {
        let now_ms = self.now_ms();
        let held = self.store.lock().holdings_of(&account.name).unwrap_or_else(|error| {
            tracing::error!(%error, "the functions of an account cannot be read");
            Vec::new()
        });
        let mut functions: Vec<Function> = held
            .iter()
            .filter(|holding| holding.holds_at(now_ms))
            .filter_map(|holding| Function::parse(&holding.function))
            .collect();
        functions.sort();
        functions.dedup();
        functions
    }

    /// Signs in; the token goes into the cookie and is stored only as its hash.
    pub fn sign_in(
        &self,
        name: &str,
        password: &str,
        agent: &str,
    ) -> Result<(String, Signed), SignInError> {
        self.may_try(name)?;
        let found = self.store.lock().account(name).map_err(NodeError::from)?;
        let stored = found.as_ref().map_or(self.decoy.as_str(), |account| &account.hash);
        let right =
            password.chars().count() <= limits::password_chars_max && verifies(stored, password);
        let open = found.is_some_and(|account| !account.disabled);
        if !(right && open) {
            self.failed(name);
            return Err(SignInError::Refused);
        }
        self.state.lock().failures.remove(name);
        self.begin(name, agent)
    }

    /// Enters the demo in a function; there are no passwords in the demo.
    pub fn enter_demo(
        &self,
        function: Function,
        agent: &str,
    ) -> Result<(String, Signed), SignInError> {
        if !self.demo {
            return Err(SignInError::Refused);
        }
        let name = format!("demo {}", function.as_str());
        // Two browsers may ask at once: the account is made once.
        let making = self.making.lock();
        let known = self.store.lock().account(&name).map_err(NodeError::from)?;
        if known.is_none() {
            let hash = hash(&secret()?)?;
            let now_ms = self.now_ms();
            self.store.lock().add_account(&name, &hash, now_ms).map_err(NodeError::from)?;
            self.grant(&name, function, None, None, "demo")?;
        }
        drop(making);
        self.begin(&name, agent)
    }

    fn begin(&self, name: &str, agent: &str) -> Result<(String, Signed), SignInError> {
        let account = Account { name: name.into(), functions: Vec::new(), disabled: false };
        let held = self.functions_today(&account);
        let function = *held.first().ok_or(SignInError::NoFunction)?;
        let token = secret()?;
        let new =
            NewSession { account: name, function: function.as_str(), now_ms: self.now_ms(), agent };
        let mut store = self.store.lock();
        store.sweep_sessions(self.now_ms(), &SESSION_LIMITS).map_err(NodeError::from)?;
        store.open_session(token.as_bytes(), &new).map_err(NodeError::from)?;
        drop(store);
        let signed = self.session(&token).ok_or(SignInError::Refused)?;
        Ok((token, signed))
    }

    /// Who holds this token, if the session still stands.
    pub fn session(&self, token: &str) -> Option<Signed> {
        let now_ms = self.now_ms();
        if let Some((at_ms, signed)) = self.state.lock().recent.get(token)
            && now_ms - at_ms < limits::session_lookup_milliseconds_max
        {
            return Some(signed.clone());
        }
        let found = self.look_up(token, now_ms, Looking::Use)?;
        let mut state = self.state.lock();
        state
            .recent
            .retain(|_, (at_ms, _)| now_ms - *at_ms < limits::session_lookup_milliseconds_max);
        state.recent.insert(token.to_string(), (now_ms, found.clone()));
        Some(found)
    }

    /// Who holds this token, for what a page asks by itself: it does not count as a use, so an
    /// open page does not keep a session alive that nobody sits in front of.
    pub fn watched(&self, token: &str) -> Option<Signed> {
        self.look_up(token, self.now_ms(), Looking::Aside)
    }

    fn look_up(&self, token: &str, now_ms: i64, looking: Looking) -> Option<Signed> {
        let mut store = self.store.lock();
        let found = match looking {
            Looking::Use => store.session(token.as_bytes(), now_ms, &SESSION_LIMITS),
            Looking::Aside => store.peek_session(token.as_bytes(), now_ms, &SESSION_LIMITS),
        };
        let session = found.unwrap_or_else(|error| {
            tracing::error!(%error, "a session cannot be read: nobody is signed in by it");
            None
        })?;
        let holds = store.holds(&session.account, &session.function, now_ms).unwrap_or(false);
        let functions = store
            .holdings_of(&session.account)
            .unwrap_or_default()
            .iter()
            .filter_map(grant_of)
            .collect();
        drop(store);
        let function = Function::parse(&session.function).filter(|_| holds)?;
        let account = Account { name: session.account, functions, disabled: false };
        Some(Signed { account, function, session_id: URL_SAFE_NO_PAD.encode(session.handle) })
    }

    /// Whether a token still stands, without counting as its use.
    pub fn still_holds(&self, token: &str) -> bool {
        self.watched(token).is_some()
    }

    /// Acts in another of the account's functions from now on, under a new token.
    pub fn choose_function(
        &self,
        token: &str,
        function: Function,
        agent: &str,
    ) -> Result<(String, Signed), SignInError> {
        let signed = self.session(token).ok_or(SignInError::Refused)?;
        if !self.functions_today(&signed.account).contains(&function) {
            return Err(SignInError::NoFunction);
        }
        self.end(token)?;
        let fresh = secret()?;
        let new = NewSession {
            account: &signed.account.name,
            function: function.as_str(),
            now_ms: self.now_ms(),
            agent,
        };
        let opened = self.store.lock().open_session(fresh.as_bytes(), &new);
        opened.map_err(NodeError::from)?;
        let signed = self.session(&fresh).ok_or(SignInError::Refused)?;
        Ok((fresh, signed))
    }

    /// Signs out.
    pub fn end(&self, token: &str) -> Result<bool, NodeError> {
        self.state.lock().recent.remove(token);
        Ok(self.store.lock().close_session(token.as_bytes())?)
    }

    /// Ends one of the account's own sessions by its id; an id of somebody else ends nothing.
    pub fn end_one(&self, account: &Account, id: &str) -> Result<bool, NodeError> {
        let mine = self.sessions_of(account)?.iter().any(|row| row.id == id);
        let handle: Option<[u8; 32]> =
            URL_SAFE_NO_PAD.decode(id).ok().and_then(|bytes| bytes.try_into().ok());
        let Some(handle) = handle.filter(|_| mine) else {
            return Ok(false);
        };
        self.state.lock().recent.clear();
        Ok(self.store.lock().end_session(&handle)?)
    }

    /// Ends all of the account's sessions and gives their number.
    pub fn end_all(&self, account: &Account) -> Result<usize, NodeError> {
        self.state.lock().recent.clear();
        Ok(self.store.lock().end_sessions_of(&account.name)?)
    }

    /// The account's open sessions, newest first.
    pub fn sessions_of(&self, account: &Account) -> Result<Vec<SessionRow>, NodeError> {
        let rows = self.store.lock().sessions_of(&account.name)?;
        let rows = rows.into_iter().filter_map(|row| {
            Some(SessionRow {
                id: URL_SAFE_NO_PAD.encode(row.handle),
                function: Function::parse(&row.function)?,
                since: Timestamp::from_millisecond(row.created_ms).ok()?,
                seen: Timestamp::from_millisecond(row.seen_ms).ok()?,
                agent: row.agent,
            })
        });
        Ok(rows.collect())
    }

    fn may_try(&self, name: &str) -> Result<(), SignInError> {
        let now = self.clock.real().as_second();
        let state = self.state.lock();
        match state.failures.get(name) {
            Some((count, until)) if *count >= limits::sign_in_failures_max && *until > now => {
                Err(SignInError::Wait { seconds: until - now })
            }
            _ => Ok(()),
        }
    }

    fn failed(&self, name: &str) {
        let until = self.clock.real().as_second() + limits::sign_in_pause_seconds;
        let mut state = self.state.lock();
        if state.failures.len() >= limits::sign_in_names_max {
            // A flood of made-up names must not fill the memory.
            state.failures.clear();
        }
        let entry = state.failures.entry(name.to_string()).or_insert((0, until));
        *entry = (entry.0.saturating_add(1), until);
    }
}

fn grant_of(holding: &Holding) -> Option<Grant> {
    let date = |ms: i64| {
        let time = Timestamp::from_millisecond(ms).ok()?;
        Some(time.strftime("%Y-%m-%d").to_string())
    };
    Some(Grant {
        function: Function::parse(&holding.function)?,
        from: date(holding.from_ms)?,
        // Stored is the first moment after the last day.
        to: holding.to_ms.and_then(|ms| date(ms - 1)),
        by: holding.granter.clone(),
    })
}

/// The first moment (UTC, milliseconds) of a date, `later` days on.
fn day(date: &str, later: i64) -> Result<i64, NodeError> {
    let date: jiff::civil::Date = date.parse().map_err(|error| {
        NodeError::invalid(
            format!("the date {date:?}"),
            error,
            "Write it as year-month-day, like 2020-11-16",
        )
    })?;
    let start = date.to_zoned_datetime(jiff::tz::TimeZone::UTC).map_err(|error| {
        NodeError::invalid(format!("the date {date}"), error, "Use a date of this century")
    })?;
    Ok(start.timestamp().as_millisecond() + later * 86_400_000)
}

fn argon() -> Result<Argon2<'static>, NodeError> {
    let params = Params::new(limits::password_memory_kib, limits::password_passes, 1, None)
        .map_err(|error| NodeError::invalid("argon2", error, "Report this"))?;
    Ok(Argon2::new(Algorithm::Argon2id, Version::V0x13, params))
}

fn hash(password: &str) -> Result<String, NodeError> {
    let mut salt = [0u8; 16];
    random(&mut salt)?;
    let hashed = argon()?.hash_password_with_salt(password.as_bytes(), &salt);
    let hashed = hashed.map_err(|error| NodeError::invalid("password", error, "Report this"))?;
    Ok(hashed.to_string())
}

fn verifies(stored: &str, password: &str) -> bool {
    let Ok(argon) = argon() else { return false };
    argon.verify_password(password.as_bytes(), stored).is_ok()
}

fn check_password(password: &str) -> Result<(), NodeError> {
    let length = password.chars().count();
    if (limits::password_chars_min..=limits::password_chars_max).contains(&length) {
        return Ok(());
    }
    Err(NodeError::invalid(
        "the password",
        format!("it has {length} characters"),
        "Use 15 to 256 characters; a sentence is best, and no rule asks for signs or digits",
    ))
}

/// 256 random bits as text.
fn secret() -> Result<String, NodeError> {
    let mut bytes = [0u8; 32];
    random(&mut bytes)?;
    Ok(URL_SAFE_NO_PAD.encode(bytes))
}
