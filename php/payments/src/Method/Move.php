<?php

declare(strict_types=1);

namespace Paygent\Payments\Method;

/** What a method wants next: a telegram (Send), a look at 094 (Inquire), or a Verdict for the customer. */
interface Move {}
