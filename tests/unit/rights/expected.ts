/**
 * The rights matrix, written down a second time by hand: a slip in the table has to be made twice to go unseen.
 * Entry rows: `action | role: own states / other states`. d draft, r in-review, c changes-asked, p published,
 * a archived, n none; `-` nothing. Roles not named may do nothing.
 */
export const EXPECTED_ENTRY = `
view              | anonymous p/p  owner p/p          helper p/p         editor p/p          reviewer p/p        admin p/p
preview           | owner drcpa/-  helper drcpa/-  editor drcpa/drcpa  reviewer drcpa/drcpa  admin drcpa/drcpa
history           | owner drcpa/-  helper drcpa/-  editor drcpa/drcpa  reviewer drcpa/drcpa  admin drcpa/drcpa
diff              | owner drcpa/-  helper drcpa/-  editor drcpa/drcpa  reviewer drcpa/drcpa  admin drcpa/drcpa
export            | owner drcpa/-  helper drcpa/-  editor drcpa/drcpa  reviewer drcpa/drcpa  admin drcpa/drcpa
search-unpublished| owner drcpa/-  helper drcpa/-  editor drcpa/drcpa  reviewer drcpa/drcpa  admin drcpa/drcpa
photo-unpublished | owner drcpa/-  helper drcpa/-  editor drcpa/drcpa  reviewer drcpa/drcpa  admin drcpa/drcpa
comment-read      | owner drcpa/-  helper drcpa/-  editor drcpa/drcpa  reviewer drcpa/drcpa  admin drcpa/drcpa
comment           | owner drcpa/-  helper drcpa/-  editor drcpa/drcpa  reviewer drcpa/drcpa  admin drcpa/drcpa
draft-create      | owner n/-      helper n/-      editor n/n          reviewer n/n          admin n/n
draft-edit        | owner drcp/-   helper drcp/-   editor drcp/drcp    reviewer drcp/drcp    admin drcp/drcp
draft-submit      | owner dc/-     helper dc/-     editor dc/dc        reviewer dc/dc        admin dc/dc
draft-discard     | owner drc/-    helper drc/-    editor drc/-        reviewer drc/drc      admin drc/drc
conflict-resolve  | owner drc/-    helper drc/-    editor drc/drc      reviewer drc/drc      admin drc/drc
photo-add         | owner drcp/-   helper drcp/-   editor drcp/drcp    reviewer drcp/drcp    admin drcp/drcp
translate         | helper drcp/-  editor drcp/drcp  reviewer drcp/drcp  admin drcp/drcp
edit-live         | owner p/-      helper p/-      editor p/p          reviewer p/p          admin p/p
undo-live         | owner p/-      helper p/-      editor p/p          reviewer p/p          admin p/p
confirm-fresh     | owner p/-      helper p/-      editor p/p          reviewer p/p          admin p/p
live-review       | reviewer -/pa  admin -/pa
approve           | reviewer -/r   admin -/r
ask-changes       | reviewer r/r   admin r/r
publish           | reviewer -/r   admin -/r
schedule          | reviewer -/r   admin -/r
unpublish         | reviewer p/p   admin p/p
restore           | reviewer pa/pa admin pa/pa
alert-publish     | editor ndrcp/ndrcp reviewer ndrcp/ndrcp admin ndrcp/ndrcp
request-read      | owner drcpa/-  helper drcpa/-
request-answer    | owner drcpa/-  helper drcpa/-
calendar-read     | owner drcpa/-  helper drcpa/-  admin drcpa/drcpa
calendar-edit     | owner drcpa/-  helper drcpa/-  admin drcpa/drcpa
consent-give      | owner drcpa/-  reviewer drcpa/drcpa  admin drcpa/drcpa
consent-revoke    | owner drcpa/-  helper drcpa/-  admin drcpa/drcpa
consent-read      | owner drcpa/-  helper drcpa/-  reviewer drcpa/drcpa  admin drcpa/drcpa
listing-numbers   | owner drcpa/-  helper drcpa/-  editor drcpa/drcpa  reviewer drcpa/drcpa  admin drcpa/drcpa
invite-owner      | helper drcpa/- editor drcpa/drcpa  reviewer drcpa/drcpa  admin drcpa/drcpa
sign-print        | owner p/-      helper p/-      editor p/p          reviewer p/p          admin p/p
`;

/** Account rows: `action | role: own account / another's`, y or n. */
export const EXPECTED_ACCOUNT = `
account-read       | owner y/n  helper y/n  editor y/n  reviewer y/n  admin y/y
session-list       | owner y/n  helper y/n  editor y/n  reviewer y/n  admin y/y
session-revoke     | owner y/n  helper y/n  editor y/n  reviewer y/n  admin y/y
factor-edit        | owner y/n  helper y/n  editor y/n  reviewer y/n  admin y/n
account-roles      | admin n/y
account-deactivate | admin n/y
`;

/** Site rows: `action | roles`. */
export const EXPECTED_SITE = `
invite-staff       | admin
account-list       | admin
invitation-sheet   | helper editor reviewer admin
desk               | editor reviewer admin
owner-home         | owner helper
helper-home        | helper
translations-board | editor reviewer admin
glossary           | editor reviewer admin
xliff-export       | editor reviewer admin
xliff-import       | editor reviewer admin
machine-draft      | editor reviewer admin
import             | editor reviewer admin
export-list        | editor reviewer admin
report-send        | anonymous owner helper editor reviewer admin
report-read        | editor reviewer admin
report-answer      | editor reviewer admin
request-send       | anonymous owner helper editor reviewer admin
media-upload       | owner helper editor reviewer admin
numbers-read       | editor reviewer admin
numbers-edit       | reviewer admin
audit-read         | reviewer admin
alert-duty         | editor reviewer admin
settings-read      | admin
outbox-read        | anonymous owner helper editor reviewer admin
`;
