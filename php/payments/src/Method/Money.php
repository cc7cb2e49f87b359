<?php

declare(strict_types=1);

namespace Paygent\Payments\Method;

/** Whether a telegram can make a payment at Paygent. */
enum Money
{
    /** 020, 030, 100 …: after a lost answer ask 094. */
    case Moves;
    /** 450, 104: a lost answer leaves nothing behind; the customer may try again. */
    case Stays;
}
