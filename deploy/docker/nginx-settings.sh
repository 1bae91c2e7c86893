#!/bin/sh
# Before nginx starts in its container (the image runs what lies in /docker-entrypoint.d): the shipped configuration with the name
# of this portal, its certificate, and a log that Docker keeps.
set -eu
name=${PUBLIC_URL#https://}
sed -e "s/renja\.example\.go\.id/${name%%/*}/g" -e "s|/etc/letsencrypt/live/[^/]*/|/etc/nginx/certificate/|" \
    /srv/renja/portal/deploy/nginx/renja.conf >/etc/nginx/conf.d/default.conf
ln -sf /dev/stdout /var/log/nginx/renja.log
ln -sf /dev/stderr /var/log/nginx/renja-error.log
# It reads uploaded files (FILES_BY_PROXY) as a member of the portal's group; workers of nginx have the groups of its account alone.
getent group renja >/dev/null || groupadd --gid 10001 renja
usermod --append --groups renja nginx
