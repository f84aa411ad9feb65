"""LiteLLM's own client of its management API."""
import os

from litellm.proxy.client import Client
from litellm.proxy.client.health import HealthManagementClient
from litellm.proxy.client.users import UsersManagementClient

from expect import KEY, TEXT, run, same

URL = os.environ["LITELLM_URL"]
CLIENT = Client(base_url=URL, api_key=KEY)
USERS = UsersManagementClient(URL, KEY)
PROVIDER = {"model": "openai/gpt-4o", "api_base": os.environ["UPSTREAM"], "api_key": "provider-key"}


def keys(model):
    key = CLIENT.keys.generate(models=[model], key_alias="made by " + model, duration="1h")["key"]
    same(CLIENT.keys.info(key)["info"]["models"], [model])
    same(key in str(CLIENT.keys.list(page=1, size=5, return_full_object=True)), False)
    chat = Client(base_url=URL, api_key=key).chat
    same(chat.completions(model=model, messages=[{"role": "user", "content": "Hello"}])["choices"][0]["message"]["content"],
         TEXT)
    CLIENT.keys.update(key, models=["by-nobody"])
    same(CLIENT.keys.info(key)["info"]["models"], ["by-nobody"])
    same(CLIENT.keys.delete(keys=[key])["deleted_keys"], [key])


def models(model):
    name = "added beside " + model
    made = CLIENT.models.new(name, PROVIDER, {"mode": "chat"})["model_id"]
    same(CLIENT.models.get(model_id=made)["model_name"], name)
    CLIENT.models.update(made, {"model": "openai/gpt-4o-mini"})
    same(CLIENT.models.get(model_name=name)["litellm_params"]["model"], "openai/gpt-4o-mini")
    same(name in [group["model_group"] for group in CLIENT.model_groups.info()], True)
    CLIENT.models.delete(made)
    same(name in [one["id"] for one in CLIENT.models.list()], False)


def users(model):
    user = USERS.create_user({"user_email": model + "@example.com", "user_role": "internal_user"})["user_id"]
    same(USERS.get_user(user)["user_info"]["user_email"], model + "@example.com")
    same(user in [one["user_id"] for one in USERS.list_users()], True)
    same(USERS.delete_user([user]), 1)


def teams(model):
    made = CLIENT.http.request("POST", "/team/new", json={"team_alias": model})["team_id"]
    same(made in [one["team_id"] for one in CLIENT.teams.list()], True)
    same(CLIENT.teams.list_v2(team_id=made)["total"], 1)
    CLIENT.http.request("POST", "/team/delete", json={"team_ids": [made]})


def credentials(model):
    CLIENT.credentials.create(model, {"custom_llm_provider": "openai"}, {"api_key": "provider-key"})
    same("provider-key" in str(CLIENT.credentials.list()), False)
    same(CLIENT.credentials.get(model)["credential_name"], model)
    CLIENT.credentials.delete(model)


def health(model):
    same(HealthManagementClient(URL, KEY).get_readiness()["status"], "healthy")


run("litellm's management client (Python)", [keys, models, users, teams, credentials, health])
