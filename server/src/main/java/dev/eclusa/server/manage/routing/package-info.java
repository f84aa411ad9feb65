/** Routes that explain how calls are routed, and let an operator see and steer it. */
@NullMarked
package dev.eclusa.server.manage.routing;

import org.jspecify.annotations.NullMarked;
