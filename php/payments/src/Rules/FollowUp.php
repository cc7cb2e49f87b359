<?php

declare(strict_types=1);

namespace Paygent\Payments\Rules;

/** What remains to do after a decision. */
enum FollowUp: string
{
    case Nothing = 'nothing';
    /** Ask 094 by payment id before anything of the decision is applied, then decide again. */
    case Confirm = 'confirm';
    /** As Confirm, and 094 by trading_id too: 13002 means an amendment made in Paygent Online. */
    case ConfirmByTradingIdToo = 'confirm_by_trading_id_too';
    /** 094 gave no answer: ask again later. */
    case AskAgain = 'ask_again';
    /** Keep the notice and try to match it again; apply the attention only when it stays unmatched. */
    case MatchAgain = 'match_again';
    /** Decide again when the open operation is settled. */
    case WhenSettled = 'when_settled';
    /** Decide again when the attempt's page or limit has ended. */
    case WhenAttemptEnds = 'when_attempt_ends';
}
