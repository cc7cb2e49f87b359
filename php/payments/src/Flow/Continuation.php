<?php

declare(strict_types=1);

namespace Paygent\Payments\Flow;

use Paygent\Payments\Journal\Intent;

/** What goes on when an operation's telegram is decided: the next step of its saga, or the same again. */
interface Continuation
{
    /**
     * Inside the transaction that settles the intent: plans what comes next, so that a crash in between
     * loses nothing.
     *
     * @param Evidence|null $evidence what 094 showed; null when there is no such payment
     *
     * @return Intent|null what is planned now
     */
    public function planNext(Intent $settled, ?Evidence $evidence, Next $next): ?Intent;

    /** After the commit: sends what was planned. */
    public function send(Intent $planned): void;
}
