<?php

declare(strict_types=1);

namespace Paygent\Payments\Method;

use Paygent\Payments\Gateway\Answer;

/**
 * One payment method: which telegram comes next, and what an answer means. Pure: it sends nothing,
 * stores nothing, knows no shop. The engine journals, sends and applies what it says.
 */
interface Method
{
    public function id(): MethodId;

    /** The first thing to do for a new attempt. */
    public function begin(Purchase $purchase): Move;

    /** What an answer of Paygent (Outcome::Answered only) to the last Send means. */
    public function answered(Purchase $purchase, Send $sent, Answer $answer): Move;

    /**
     * The browser came back, or Paygent itself called the return address. Everything in $return is
     * untrusted; the engine has verified the return token, nothing else. Unsigned returns answer Inquire.
     */
    public function returned(Purchase $purchase, BrowserReturn $return): Move;

    /**
     * The payment as telegram 094 shows it, after the answer to an application was lost or the
     * browser came back: which step the customer gets.
     *
     * @param Answer $inquiry result 0, one row
     */
    public function inquired(Purchase $purchase, Answer $inquiry): Move;
}
