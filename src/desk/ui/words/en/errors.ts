/** What is said of an error, by its code (specs/errors.md). `message` and `hint` are the server’s own, in English. */
export const errors = {
  'error.UNEXPECTED': 'Something went wrong at the desk, and nothing was changed. Try again.',
  'error.OFFLINE': 'The desk cannot be reached. What you typed is still here; try again in a moment.',
  'error.FORBIDDEN': 'Your roles do not allow this. Ask an administrator.',
  'error.SIGN_IN': 'You are not signed in, or were signed out. Sign in and do it again; what you typed is kept.',
  'error.SIGN_IN_WRONG': 'This address and this password do not belong together. Try again, or ask for a new password.',
  'error.CODE_WRONG':
    'This code is not right, or not any more. Take the one that the app shows now, or a recovery code that was not used.',
  'error.TOO_MANY': 'There were too many attempts. Wait a while and try again.',
  'error.DISABLED': 'This account may not sign in any more. Ask an administrator of the desk.',
  'error.TWO_FACTOR_NEEDED':
    'Everybody at this desk signs in with two-factor, and yours is not on yet. Turn it on in your account.',
  'error.PASSWORD_SHORT': 'A password has ten characters or more. A few words in a row are good.',
  'error.PASSWORD_WRONG': 'This is not your present password. Type it again.',
  'error.LINK_ENDED': 'This link has been used, or is older than an hour. Ask for a new one.',
  'error.SETUP_DONE':
    'This link has been used, or is an older one. Sign in; or start Daftar again: as long as there is no administrator it prints a new link.',
  'error.INVITATION_ENDED':
    'This invitation has been used, withdrawn, or is older than seven days. Ask whoever invited you for a new one.',
  'error.EMAIL_IN_USE': 'Somebody at this desk has this address already. Sign in with it, or take another.',
  'error.LAST_ADMINISTRATOR': 'This is the last administrator of the desk. Make somebody else an administrator first.',
  'error.NOT_FOUND': 'This is not here any more, or never was.',
  'error.TOO_LARGE':
    'This is more than can be taken at once, and nothing of it was saved. Divide it into several items.',
  'error.INVALID': '{message} {hint}',
  'error.INVALID_GRANT': '{message} {hint}',
  'error.INVALID_DATE': '{message} {hint}',
  'error.INVALID_TAG': '{message} {hint}',
  'error.INVALID_ALIAS': '{message} {hint}',
  'error.UNKNOWN_LANGUAGE': 'This is none of the languages that Daftar knows. Choose another, or take it out.',
  'error.UNKNOWN_KIND': 'There is no section of this kind. Choose one of those that are offered.',
  'error.NO_LANGUAGE': 'No language is named. Name one in which you publish.',
  'error.NAMED_TWICE': 'This is named above already. Take one of the two out.',
  'error.BAD_ZONE': 'There is no time zone of this name. Write it as Asia/Karachi, or UTC.',
  'error.FILE_MISSING': 'A file that is named here is not among the files of this edition. Choose it again.',
  'error.PRIVATE_SHOWN':
    'A name that is to stay private stands here. Take it out, or write what the person may be called: initials, “a student, 19”.',
  'error.NO_SOURCE':
    'Nothing says where this is known from. Name a report, a paper, or a witness who need not be named; of a press cutting an address or a copy.',
  'error.ENDS_BEFORE_START': 'The end lies before the start. Correct one of the two.',
  'error.BAD_PLACE':
    'These two numbers name no point on the earth. Give both in degrees, the latitude from -90 to 90, the longitude from -180 to 180, or leave both empty.',
  'error.BAD_CLOCK': 'This is no time of day. Write hours and minutes in two digits each: 09:00, 18:30.',
  'error.BAD_OFFSET': 'This is no offset from UTC. Write it as +05:00, -04:30, or Z for UTC itself.',
  'error.CLOSES_BEFORE_OPENS':
    'It closes before it opens. Correct one of the two; hours that run past midnight are two entries.',
  'error.BAD_LANGUAGE': 'This is no tag of a language: write en, ur, sd or the like.',
  'error.LEADS_NOWHERE': 'It leads nowhere: give its address, a file or the text itself.',
  'error.NO_WAY': 'This way to give leads nowhere: write how, or give an address.',
  'error.BAD_FINGERPRINT': 'This is no fingerprint of a key: that has 40 or 64 digits, 0 to 9 and A to F.',
  'error.NO_RECORDING':
    'There is nothing to see or hear here. Choose a file, or give an address; of a recording that is here already, name the item.',
  'error.OFF_THE_MAP':
    'This mark stands outside of the picture. Give hundredths: 0 is its left or upper edge, 100 its right or lower one.',
  'error.NO_NAME': 'This mark stands for no place. Write its name, or choose the item that it stands for.',
  'error.NO_ALT': 'A picture has no description. Say in a sentence what it shows, for readers who do not see it.',
  'error.NO_PICTURES': 'The album has no picture. Add pictures to the text: they stand in it in their order.',
  'error.NO_FILES': 'The press kit has no file. Add a logo, a portrait or a fact sheet.',
  'error.NO_CREDIT': 'The picture does not say whose work it is. Write that in its credit.',
  'error.NAME_MISSING':
    'Somebody agreed to be named, and no name stands here. Write it, or choose that there is no consent.',
  'error.UNKNOWN_SOURCE': 'There is no source with this number. They are numbered in their order, from 1.',
  'error.BAD_HASH': 'This is no SHA-256: that has 64 digits, 0 to 9 and a to f. Leave it empty where there is none.',
  'error.NO_FORGERY_NOTICE':
    'Pictures are declared not ours here, and this is no forgery notice. Choose that type, or take the pictures out.',
  'error.NO_AUTHOR':
    'Nobody is named as its author. Choose the person, or write the name: a post stands under somebody’s name.',
  'error.OUT_OF_ORDER': 'This session is before the one above it. Put sessions in their order.',
  'error.UNPAIRED_LINE':
    'A line of this ghazal stands without its pair. Write the two lines of a couplet below each other, and a blank line between couplets.',
  'error.NOT_FOUR_LINES':
    'A stanza of this rubai has not four lines. Write its four lines in one stanza, or choose another form.',
  'error.BAD_DURATION': 'This is no time within a recording. Write minutes and seconds, or hours too: 4:05, 1:02:30.',
  'error.CHAPTERS_OUT_OF_ORDER':
    'This chapter is not after the one above it. Put chapters in the order of their times.',
  'error.NO_STREAM': 'There is no stream. Give its address, or say that it is off the air.',
  'error.NO_CAPTIONS': 'The video has no captions. Add a WebVTT file with what is said.',
  'error.INVALID_FIELDS': '{message} {hint}',
  'error.INCOMPLETE': '{message} {hint}',
  'error.CONFLICT':
    'Somebody else has saved this meanwhile. Compare the two and save on top of theirs: nothing of yours is lost.',
  'error.STALE': 'This was changed while you looked at it. Look at the newest revision, then decide again.',
  'error.WRONG_STATE': 'This is not possible as things stand now. Load the page again: somebody may have been faster.',
  'error.IN_REVIEW':
    'This is being reviewed, so only an editor may change it now. Take it back from review first, or write a comment.',
  'error.REOPEN_FIRST': 'This is approved as it stands; another wording has to be approved again. Reopen it first.',
  'error.NOTHING_NEW': 'Readers have exactly this already. Change something first.',
  'error.TWO_PERSONS': 'You have written on this yourself, and whoever wrote cannot approve. Ask another approver.',
  'error.CHECKLIST_OPEN': 'Points of the checklist are still open. Tick what is done.',
  'error.NOT_SIGNED_OFF': 'Not everybody in whose name this goes out has signed it off yet.',
  'error.NOTE_NEEDED': 'Say why, in a sentence.',
  'error.RESTRICTED': 'This may hold personal data of private people. A person has to review it first.',
  'error.ALREADY_PUBLISHED':
    'This has been published already, by somebody who was faster. Readers have it once; load the page again to see it.',
  'error.PUT_AWAY': 'This was put away. Bring it back first.',
  'error.IS_PUBLIC': 'What was published is not put away. Withdraw it, with a reason that readers see.',
  'error.TOO_LONG': '{message} {hint}',
  'error.KEYS_NEEDED':
    'Nothing can be published here without the keys of this record. Ask the operator; everything else works.',
  'error.CLOCK_BEHIND':
    'The clock of this computer is behind the newest release. The operator has to set it; nothing is lost.',
  'error.NOT_SHOWN':
    'What was published is safe, but readers do not see it yet. Tell the operator; nothing has to be published again.',
  'error.MEDIA_UNKNOWN': 'A picture in this text is not stored here. Upload it and choose it again.',
  'error.MEDIA_ERASED': 'This picture was erased from the record and cannot come back. Take it out of the text.',
  'error.CROSS_SITE': 'This was sent from another site, and nothing was done. Do it at the desk itself.',
  'error.SESSION_NEEDED': 'A token may not do this. Sign in at the desk.',
};
