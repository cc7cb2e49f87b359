<?php

declare(strict_types=1);

namespace Paygent\Payments\Method\Step;

/** Answer the browser with this page as it is: it posts itself to a bank, carrier or card company. */
final class ShowPage implements Step
{
    /** @param string $html a whole page or form in UTF-8, made by Paygent */
    public function __construct(#[\SensitiveParameter] public readonly string $html) {}
}
