<?php

declare(strict_types=1);

namespace Paygent\Payments\Support;

/** Which long vowel mark a half-width field knows (telegrams-overview 5.1). */
enum KanaSet
{
    /** The bank transfer set: ｰ is refused and sent as a hyphen. */
    case Bank;
    /** 030 takes ｰ as well. */
    case Store;
}
