//! The pages of the record, asked as a browser asks them, in Arabic and English, without
//! JavaScript: two nodes with a little of the real dialogue, linked over loopback.

#[path = "areas/world.rs"]
mod world;

#[path = "areas/acts.rs"]
mod acts;
#[path = "areas/attachments.rs"]
mod attachments;
#[path = "areas/fields.rs"]
mod fields;
#[path = "areas/followup.rs"]
mod followup;
#[path = "areas/forms.rs"]
mod forms;
#[path = "areas/legal.rs"]
mod legal;
#[path = "areas/mailing.rs"]
mod mailing;
#[path = "areas/negotiation.rs"]
mod negotiation;
#[path = "areas/pages.rs"]
mod pages;
#[path = "areas/register.rs"]
mod register;
#[path = "areas/reminders.rs"]
mod reminders;
#[path = "areas/search.rs"]
mod search;
#[path = "areas/updates.rs"]
mod updates;
#[path = "areas/views.rs"]
mod views;
