/** What the tests of every module share; packed into the test jar of this module. */
@NullMarked
package io.quanttradinggym.kit;

import org.jspecify.annotations.NullMarked;
