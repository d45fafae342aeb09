import { auditShow } from "./audit/show.ts";
import { auditVerify } from "./audit/verify.ts";
import { caseAssign } from "./case/assign.ts";
import { caseClose } from "./case/close.ts";
import { caseConfirm } from "./case/confirm.ts";
import { caseFact } from "./case/fact.ts";
import { caseFind } from "./case/find.ts";
import { caseGovernment } from "./case/government.ts";
import { caseHistory } from "./case/history.ts";
import { caseInform } from "./case/inform.ts";
import { caseLift } from "./case/lift.ts";
import { caseList } from "./case/list.ts";
import { caseMerge } from "./case/merge.ts";
import { caseMine } from "./case/mine.ts";
import { caseMove } from "./case/move.ts";
import { caseNote } from "./case/note.ts";
import { caseRefer } from "./case/refer.ts";
import { caseReopen } from "./case/reopen.ts";
import { caseShow } from "./case/show.ts";
import { caseSplit } from "./case/split.ts";
import { caseTake } from "./case/take.ts";
import type { AnyCommand } from "./contract.ts";
import { creditAdd } from "./credit/add.ts";
import { creditConsent } from "./credit/consent.ts";
import { creditList } from "./credit/list.ts";
import { creditRemove } from "./credit/remove.ts";
import { deadlineAdd } from "./deadline/add.ts";
import { deadlineCalendar } from "./deadline/calendar.ts";
import { deadlineDone } from "./deadline/done.ts";
import { deadlineExtend } from "./deadline/extend.ts";
import { deadlineList } from "./deadline/list.ts";
import { deadlineSnooze } from "./deadline/snooze.ts";
import { deskDoctor } from "./desk/doctor.ts";
import { deskGrounds } from "./desk/grounds.ts";
import { deskManifest } from "./desk/manifest.ts";
import { deskRegister } from "./desk/register.ts";
import { deskResend } from "./desk/resend.ts";
import { deskSettings } from "./desk/settings.ts";
import { dutyAck } from "./duty/ack.ts";
import { dutyAway } from "./duty/away.ts";
import { dutyBack } from "./duty/back.ts";
import { dutyConfirm } from "./duty/confirm.ts";
import { dutyLadder } from "./duty/ladder.ts";
import { dutyLine } from "./duty/line.ts";
import { dutyOverride } from "./duty/override.ts";
import { dutyRoster } from "./duty/roster.ts";
import { dutySet } from "./duty/set.ts";
import { dutySwap } from "./duty/swap.ts";
import { dutyWho } from "./duty/who.ts";
import { embargoAccept } from "./embargo/accept.ts";
import { embargoCounter } from "./embargo/counter.ts";
import { embargoDecline } from "./embargo/decline.ts";
import { embargoEnd } from "./embargo/end.ts";
import { embargoPropose } from "./embargo/propose.ts";
import { embargoShow } from "./embargo/show.ts";
import { help } from "./help.ts";
import { me } from "./me.ts";
import { memberAdd } from "./member/add.ts";
import { memberHandOver } from "./member/hand-over.ts";
import { memberLink } from "./member/link.ts";
import { memberList } from "./member/list.ts";
import { memberRemove } from "./member/remove.ts";
import { memberRole } from "./member/role.ts";
import { messageBulletin } from "./message/bulletin.ts";
import { messageParty } from "./message/party.ts";
import { partyAdd } from "./party/add.ts";
import { partyApprove } from "./party/approve.ts";
import { partyAttempt } from "./party/attempt.ts";
import { partyChase } from "./party/chase.ts";
import { partyInvite } from "./party/invite.ts";
import { partyList } from "./party/list.ts";
import { partyRemove } from "./party/remove.ts";
import { partySaid } from "./party/said.ts";
import { partyShow } from "./party/show.ts";
import { partyStatement } from "./party/statement.ts";
import { partyStatus } from "./party/status.ts";
import { replyAccept } from "./reply/accept.ts";
import { replyApprove } from "./reply/approve.ts";
import { replyAsk } from "./reply/ask.ts";
import { replyColleague } from "./reply/colleague.ts";
import { replyDate } from "./reply/date.ts";
import { replyDecline } from "./reply/decline.ts";
import { replyFix } from "./reply/fix.ts";
import { replyHelp } from "./reply/help.ts";
import { replyLink } from "./reply/link.ts";
import { replyList } from "./reply/list.ts";
import { replyReceived } from "./reply/received.ts";
import { replyShare } from "./reply/share.ts";
import { replyShow } from "./reply/show.ts";
import { replyStatement } from "./reply/statement.ts";
import { replyStatus } from "./reply/status.ts";
import { replySuggest } from "./reply/suggest.ts";
import { reportAccept } from "./report/accept.ts";
import { reportAsk } from "./report/ask.ts";
import { reportDecline } from "./report/decline.ts";
import { reportDeclineSeveral } from "./report/decline-several.ts";
import { reportErase } from "./report/erase.ts";
import { reportLink } from "./report/link.ts";
import { reportList } from "./report/list.ts";
import { reportMerge } from "./report/merge.ts";
import { reportQueue } from "./report/queue.ts";
import { reportShow } from "./report/show.ts";
import { roomBind } from "./room/bind.ts";
import { roomCreate } from "./room/create.ts";
import { roomInfo } from "./room/info.ts";
import { roomPost } from "./room/post.ts";
import { roomUnbind } from "./room/unbind.ts";
import { scoreCompare } from "./score/compare.ts";
import { scoreCvssCommand } from "./score/cvss.ts";
import { scoreCwe } from "./score/cwe.ts";
import { scoreExplain } from "./score/explain.ts";
import { scoreExport } from "./score/export.ts";
import { scoreHistory } from "./score/history.ts";
import { scoreImpactCommand } from "./score/impact.ts";
import { scoreRefine } from "./score/refine.ts";
import { scoreSsvc } from "./score/ssvc.ts";
import { unreachableStage } from "./unreachable/stage.ts";
import { vendorAdd } from "./vendor/add.ts";
import { vendorCandidates } from "./vendor/candidates.ts";
import { vendorContact } from "./vendor/contact.ts";
import { vendorEdit } from "./vendor/edit.ts";
import { vendorImport } from "./vendor/import.ts";
import { vendorKeyAdd } from "./vendor/key-add.ts";
import { vendorKeyRevoke } from "./vendor/key-revoke.ts";
import { vendorKeyVerify } from "./vendor/key-verify.ts";
import { vendorKeys } from "./vendor/keys.ts";
import { vendorLink } from "./vendor/link.ts";
import { vendorList } from "./vendor/list.ts";
import { vendorProduct } from "./vendor/product.ts";
import { vendorRemove } from "./vendor/remove.ts";
import { vendorShow } from "./vendor/show.ts";
import { vendorUnlink } from "./vendor/unlink.ts";
import { vendorVerify } from "./vendor/verify.ts";
import { vulnAdd } from "./vuln/add.ts";
import { vulnEdit } from "./vuln/edit.ts";
import { vulnList } from "./vuln/list.ts";
import { vulnRemove } from "./vuln/remove.ts";

/** Everything that can be asked for, in the order of the help. A test finds a verb file that is missing here. */
export const commands: readonly AnyCommand[] = [
  help,
  me,
  reportLink,
  reportList,
  reportQueue,
  reportShow,
  reportAccept,
  reportDecline,
  reportDeclineSeveral,
  reportAsk,
  reportMerge,
  reportErase,
  caseList,
  caseMine,
  caseShow,
  caseFind,
  caseTake,
  caseAssign,
  caseNote,
  caseMove,
  caseClose,
  caseReopen,
  caseSplit,
  caseMerge,
  caseConfirm,
  caseInform,
  caseGovernment,
  caseRefer,
  caseLift,
  caseFact,
  caseHistory,
  vulnList,
  vulnAdd,
  vulnEdit,
  vulnRemove,
  creditList,
  creditAdd,
  creditConsent,
  creditRemove,
  partyList,
  partyAdd,
  partyAttempt,
  partyStatus,
  partySaid,
  partyInvite,
  partyChase,
  partyShow,
  partyStatement,
  partyApprove,
  partyRemove,
  messageParty,
  messageBulletin,
  vendorAdd,
  vendorList,
  vendorShow,
  vendorEdit,
  vendorVerify,
  vendorProduct,
  vendorKeys,
  vendorKeyAdd,
  vendorKeyVerify,
  vendorKeyRevoke,
  vendorContact,
  vendorLink,
  vendorUnlink,
  vendorRemove,
  vendorImport,
  vendorCandidates,
  embargoPropose,
  embargoCounter,
  embargoAccept,
  embargoDecline,
  embargoEnd,
  embargoShow,
  unreachableStage,
  scoreCvssCommand,
  scoreRefine,
  scoreImpactCommand,
  scoreCwe,
  scoreSsvc,
  scoreExport,
  scoreCompare,
  scoreExplain,
  scoreHistory,
  deadlineList,
  deadlineAdd,
  deadlineExtend,
  deadlineSnooze,
  deadlineDone,
  deadlineCalendar,
  dutyWho,
  dutySet,
  dutyAck,
  dutyRoster,
  dutyLine,
  dutyOverride,
  dutyAway,
  dutyBack,
  dutySwap,
  dutyConfirm,
  dutyLadder,
  memberAdd,
  memberLink,
  memberList,
  memberRole,
  memberRemove,
  memberHandOver,
  roomBind,
  roomCreate,
  roomInfo,
  roomPost,
  roomUnbind,
  auditShow,
  auditVerify,
  deskSettings,
  deskGrounds,
  deskResend,
  deskDoctor,
  deskManifest,
  deskRegister,
  replyList,
  replyShow,
  replyAccept,
  replyDecline,
  replyDate,
  replyReceived,
  replyAsk,
  replyStatus,
  replyFix,
  replyShare,
  replyStatement,
  replyApprove,
  replyColleague,
  replySuggest,
  replyLink,
  replyHelp,
];
